/** Runs one server for the life of the process: options, start, ready, signals. */
import { pino } from 'pino';
import { cityBuildMessageSchema } from '#contracts';
import { readCommandLine, SERVER_USAGE, UsageError } from './read-command-line.ts';
import { startServer } from './start-server.ts';

/** A close that hangs must not keep the terminal. */
const CLOSE_PATIENCE_MS = 10_000;

export async function runServer(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    console.log(SERVER_USAGE);
    return;
  }
  try {
    const { logLevel, ...options } = readCommandLine(args, Date.now(), process.env);
    const log = pino({ level: logLevel }, pino.destination({ dest: 2, sync: true }));
    const server = await startServer({ ...options, log });
    let closing = false;
    const close = async (): Promise<void> => {
      if (closing) return;
      closing = true;
      setTimeout(() => process.exit(1), CLOSE_PATIENCE_MS).unref();
      await server.close();
      process.exit(0);
    };
    process.on('SIGTERM', () => void close());
    process.on('SIGINT', () => void close());
    process.on('disconnect', () => void close());
    process.on('message', (message) => {
      const told = cityBuildMessageSchema.safeParse(message);
      if (told.success) server.reportCityBuild(told.data.build);
    });
    const { address, signInLink, mqttAddress } = server;
    const mqtt = mqttAddress === null ? {} : { mqttAddress };
    if (process.send) process.send({ type: 'ready', address, signInLink, ...mqtt });
    else console.log(`Gezi is ready. Sign in (one use, 15 minutes): ${signInLink}`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(error instanceof UsageError ? `${message}\n\n${SERVER_USAGE}` : message);
    process.exitCode = 1;
    // A half-started server may hold timers and sockets.
    process.exit();
  }
}
