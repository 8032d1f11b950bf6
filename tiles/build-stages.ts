/** Names of the build's stages in their order, for progress; a stage that reads the source comes before. */
export const BUILD_STAGES = {
  plan: 'buildings, storeys, units',
  networks: 'streets and footways',
  tiles: 'tiles and city.sqlite',
  indexes: 'indexes',
  manifest: 'manifest',
} as const;
