import { execFileSync } from 'node:child_process';
import '../register-ts.mjs'; // Jest maps .js to .ts in specs only, not here
import { startTestServer } from './test-server.js';

/**
 * One replica set for the whole run, unless TEST_MONGODB_URI names one: workers inherit the variables. And what the page
 * of a draw runs in the browser, as the sources have it now.
 */
export default async function globalSetup(): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build:draw-check'], { stdio: ['ignore', 'inherit', 'inherit'] });
  await startTestServer();
}
