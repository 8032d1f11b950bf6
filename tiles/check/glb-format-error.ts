/** A glb that cannot be read as a tile of ours, with what is wrong. */
export class GlbFormatError extends Error {}
