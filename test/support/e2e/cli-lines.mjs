// A process that runs the built CLI again and again without starting anew: per line `dist/cli.js` is evaluated
// afresh, while what it imports stays loaded. Exit codes, output and settings are those of each line alone.
import process from 'node:process';
import { URL } from 'node:url';

const entry = new URL('../../../dist/cli.js', import.meta.url).href;
const { stdout, stderr } = process;
const reallyExit = process.exit.bind(process);
class Exit extends Error {}
// Each line has a terminal of its own, which listens for errors of both.
for (const stream of [stdout, stderr]) stream.setMaxListeners(0);

let runs = 0;
async function run({ args, env, cwd }) {
  const output = { stdout: '', stderr: '' };
  const ended = Promise.withResolvers();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv.splice(1, process.argv.length, entry, ...args);
  process.exitCode = undefined;
  process.exit = (code) => {
    ended.resolve(code ?? process.exitCode ?? 0);
    throw new Exit();
  };
  for (const [name, stream] of Object.entries({ stdout, stderr }))
    stream.write = (text) => {
      output[name] += String(text);
      return true;
    };
  runs += 1;
  import(`${entry}?run=${String(runs)}`).catch((error) => {
    if (error instanceof Exit) return;
    output.stderr += `${String(error?.stack ?? error)}\n`;
    ended.resolve(1);
  });
  const code = await ended.promise;
  return { code, signal: null, ...output };
}

// What a line left running may end the process by the last line's way out.
process.on('unhandledRejection', (error) => {
  if (!(error instanceof Exit)) throw error;
});
process.on('uncaughtException', (error) => {
  if (error instanceof Exit) return;
  process.send?.({ fault: String(error.stack) });
});
process.on('disconnect', () => reallyExit(0));

let queue = Promise.resolve();
process.on('message', (line) => {
  queue = queue.then(async () => {
    process.send?.({ id: line.id, ended: await run(line) });
  });
});
