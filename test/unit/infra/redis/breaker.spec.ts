import { Breaker } from '../../../../src/infra/redis/breaker.js';

let nowMs: number;
let breaker: Breaker;
beforeEach(() => {
  nowMs = 1_000;
  breaker = new Breaker(() => nowMs);
});
const fail = (times: number): void => {
  for (let count = 0; count < times; count += 1) breaker.failed();
};

it('asks on after failures that are few or not in a row', () => {
  fail(4);
  expect(breaker.mayAsk()).toBe(true);
  breaker.succeeded();
  fail(4);
  expect(breaker.mayAsk()).toBe(true);
});

it('does not ask for two seconds after five failures in a row', () => {
  fail(5);
  nowMs += 1_999;
  expect(breaker.mayAsk()).toBe(false);
  nowMs += 1;
  expect(breaker.mayAsk()).toBe(true);
});

it('pauses again at the first failure after a pause, and not after a success', () => {
  fail(5);
  nowMs += 2_000;
  fail(1);
  expect(breaker.mayAsk()).toBe(false);
  nowMs += 2_000;
  breaker.succeeded();
  fail(1);
  expect(breaker.mayAsk()).toBe(true);
});

it('knows since when every call was answered', () => {
  expect(breaker.answersSince).toBeUndefined();
  breaker.succeeded();
  nowMs += 500;
  breaker.succeeded();
  expect(breaker.answersSince).toBe(1_000);
  breaker.failed();
  expect(breaker.answersSince).toBeUndefined();
  breaker.succeeded();
  expect(breaker.answersSince).toBe(1_500);
  breaker.skipped();
  expect(breaker.answersSince).toBeUndefined();
});
