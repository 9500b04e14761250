import '../register-ts.mjs'; // Jest maps .js to .ts in specs only, not here
import { startTestServer } from './test-server.js';

/** One replica set for the whole run, unless TEST_MONGODB_URI names one. Workers inherit the variables. */
export default async function globalSetup(): Promise<void> {
  await startTestServer();
}
