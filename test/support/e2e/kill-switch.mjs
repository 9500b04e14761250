// Loaded before the bot, whose parent orders it by message: to note the calls that it makes to MongoDB and to
// Discord's REST, or to end at one of them by SIGKILL, before it goes out or when its answer has come.
import { createRequire } from 'node:module';
import { subscribe } from 'node:diagnostics_channel';
import process from 'node:process';
import 'reflect-metadata';

/** Of the driver itself. */
const NOT_OURS = new Set(['hello', 'ismaster', 'ping', 'getMore', 'killCursors', 'endSessions']);

let counted = new Map();
let killAt;

/** Returns which of its name the call is, since the last order. */
function goesOut(name) {
  const nth = (counted.get(name) ?? 0) + 1;
  counted.set(name, nth);
  endIf(name, nth, 'before');
  return nth;
}

function endIf(name, nth, when) {
  if (killAt?.name === name && killAt.nth === nth && killAt.when === when)
    process.kill(process.pid, 'SIGKILL');
}

const namesIn = (filter = {}) =>
  Object.entries(filter)
    .flatMap(([key, value]) => (Array.isArray(value) ? [`${key}(${value.map(namesIn).join('|')})`] : [key]))
    .join(',');

/** `update task_completions _id,owes`: what it does, where, and by which fields it finds its rows. */
function nameOf(command) {
  const [verb, where] = Object.entries(command)[0];
  const writes = command.updates ?? command.deletes;
  // In bulk they are a sequence of the driver's.
  const [write] = writes?.documents ?? writes ?? [];
  const [stage] = command.pipeline ?? [];
  const filter = command.filter ?? command.query ?? write?.q ?? stage?.$match;
  return [verb, typeof where === 'string' ? where : '', namesIn(filter)]
    .filter((part) => part !== '')
    .join(' ');
}

/** The driver that mongoose has for itself. */
const ofMongoose = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection } = ofMongoose('mongodb/lib/cmap/connection.js');
const { command: send } = Connection.prototype;
Connection.prototype.command = async function (ns, command, ...rest) {
  if (NOT_OURS.has(Object.keys(command)[0])) return send.call(this, ns, command, ...rest);
  const name = nameOf(command);
  const nth = goesOut(name);
  const answer = await send.call(this, ns, command, ...rest);
  endIf(name, nth, 'after');
  return answer;
};

const requests = new WeakMap();
subscribe('undici:request:create', ({ request }) => {
  const route = String(request.path)
    .split('?')[0]
    .replaceAll(/\d{15,}/g, ':id')
    .replace(/(interactions|webhooks)\/:id\/[^/]+/, '$1/:id/:token');
  const name = `${request.method} ${route}`;
  requests.set(request, { name, nth: goesOut(name) });
});
subscribe('undici:request:headers', ({ request }) => {
  const { name, nth } = requests.get(request) ?? {};
  endIf(name, nth, 'after');
});

process.on('message', (order) => {
  const calls = [...counted];
  counted = new Map();
  killAt = order.killAt;
  process.send(calls);
});
// Orders are no reason to stay.
process.channel.unref();
