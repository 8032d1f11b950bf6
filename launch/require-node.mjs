// Loaded before an entry point (`node --import`), in plain JavaScript: an older Node cannot even
// read the .ts file that would otherwise give this advice.
const REQUIRED_MAJOR = 26;
const major = Number(process.versions.node.split('.')[0]);
if (major < REQUIRED_MAJOR) {
  console.error(
    `Gezi needs Node ${REQUIRED_MAJOR}, and this is Node ${process.versions.node}.\n` +
      `'npm ci' brings the right one for Linux, macOS and Windows: start with 'npm start', not 'node'.\n` +
      `If 'npm start' printed this, the optional packages are missing: run 'npm ci --include=optional',\n` +
      `or install Node ${REQUIRED_MAJOR} yourself on a system that the packages do not cover.`,
  );
  process.exit(1);
}
