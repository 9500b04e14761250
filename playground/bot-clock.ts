/**
 * Preloaded into the bot by the playground: lets its clock follow the local Discord's, and ends it when the
 * playground has died. Until the first message from the parent nothing is changed.
 */
const RealDate = Date;
let movedByMs = 0;
const now = (): number => RealDate.now() + movedByMs;

const MovedDate = new Proxy(RealDate, {
  construct: (target, values: unknown[], newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
  get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
  apply: () => new RealDate(now()).toString(),
});

process.on('message', (message: { movedByMs?: number }) => {
  if (typeof message.movedByMs !== 'number') return;
  movedByMs = message.movedByMs;
  globalThis.Date = MovedDate;
  RealDate.prototype.constructor = MovedDate;
});
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
