import { Turns } from '../../../src/kernel/turns.js';

const soon = async (): Promise<void> => new Promise(setImmediate);

it('one key goes one after the other, also after a failure; keys do not wait for each other', async () => {
  const turns = new Turns();
  const began: string[] = [];
  const { promise, reject } = Promise.withResolvers<undefined>();
  const work = (name: string, until?: Promise<unknown>) => async (): Promise<string> => {
    began.push(name);
    await until;
    return name;
  };
  const first = turns.take('a', work('a1', promise));
  const second = turns.take('a', work('a2'));
  const third = turns.take('a', work('a3'));
  await expect(turns.take('b', work('b1'))).resolves.toBe('b1');
  await soon();
  expect(began).toEqual(['a1', 'b1']);
  reject(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await expect(Promise.all([second, third])).resolves.toEqual(['a2', 'a3']);
  expect(began).toEqual(['a1', 'b1', 'a2', 'a3']);
});
