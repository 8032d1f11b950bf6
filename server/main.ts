/**
 * The server's entry point. With a parent process it says `{type:'ready', address, signInLink}` over
 * IPC, else it prints the link. SIGTERM, SIGINT and a parent that goes away end it cleanly.
 */
const NODE_MAJOR_AT_LEAST = 26;
const major = Number(process.versions.node.split('.')[0]);
if (major < NODE_MAJOR_AT_LEAST) {
  console.error(
    `Gezi's server needs Node ${NODE_MAJOR_AT_LEAST} or newer, this is ${process.versions.node}: start it with npm start, which brings its own`,
  );
  process.exit(1);
}
// After the check: an older Node would fail on node:sqlite with a message that helps nobody.
const { runServer } = await import('./run-server.ts');
await runServer(process.argv.slice(2));

export {};
