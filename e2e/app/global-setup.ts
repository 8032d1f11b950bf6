/** One running Gezi for all tests, signed in once; workers learn of it through the environment. */
import { join } from 'node:path';
import { signInByLink } from './sign-in.ts';
import { startInstance } from './start-instance.ts';
import { SHARED_INSTANCE } from './test.ts';

export default async function startSharedInstance(): Promise<() => Promise<void>> {
  const instance = await startInstance();
  const { address, mqttAddress, signInLink, dataFolder } = instance;
  // Inside the data folder, so that it goes with it.
  const stateFile = join(dataFolder, 'browser-session.json');
  try {
    await signInByLink(signInLink, stateFile);
  } catch (error) {
    await instance.end();
    throw error;
  }
  process.env[SHARED_INSTANCE] = JSON.stringify({
    address,
    mqttAddress,
    signInLink,
    dataFolder,
    stateFile,
  });
  return () => instance.end();
}
