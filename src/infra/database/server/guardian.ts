// Runs as a process of its own, between the service and its mongod: it starts mongod and ends it when the
// last process that uses it has gone, however that ended. Each user holds a connection to this process, and
// the kernel closes it even after SIGKILL. Being mongod's parent, it can't hit a foreign process by its pid.
// It is not in the terminal's process group: Ctrl-C reaches the service only, which still needs its database.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';

interface Order {
  readonly binary: string;
  readonly args: readonly string[];
  readonly dbPath: string;
  readonly logPath: string;
}

const firstUserWithinMs = 10_000;
const cleanShutdownMs = 10_000;

const order = JSON.parse(process.argv[2] ?? '') as Order;
const logFile = openSync(order.logPath, 'w');
const mongod = spawn(order.binary, order.args, { stdio: ['ignore', logFile, logFile] });
const users = new Set<Socket>();
let isEnding = false;

mongod.once('error', () => process.exit(127));
mongod.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endMongod);

const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.setEncoding('utf8').once('data', (dbPath) => {
    admit(socket, String(dbPath));
  });
  socket.on('error', () => socket.destroy());
  socket.once('end', () => {
    dismiss(socket);
  });
  socket.once('close', () => {
    dismiss(socket);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${JSON.stringify(address)}\n`);
});
setTimeout(() => {
  if (users.size === 0) endMongod();
}, firstUserWithinMs).unref();

/** Users name their data folder: a port from an old state file may lead to somebody else's guardian. */
function admit(socket: Socket, line: string): void {
  if (isEnding || line !== `${order.dbPath}\n`) {
    socket.destroy();
    return;
  }
  users.add(socket);
  socket.write(`${JSON.stringify({ mongodPid: mongod.pid })}\n`);
}

/** The last user's connection stays half open until mongod is down, so that it can wait for it. */
function dismiss(socket: Socket): void {
  const wasUser = users.delete(socket);
  if (wasUser && users.size === 0) endMongod();
  else if (!isEnding) socket.end();
}

function endMongod(): void {
  if (isEnding) return;
  isEnding = true;
  server.close();
  mongod.kill('SIGTERM');
  mongod.kill('SIGCONT'); // a stopped mongod gets its SIGTERM only then
  setTimeout(() => mongod.kill('SIGKILL'), cleanShutdownMs);
}
