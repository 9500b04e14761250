import { failuresIn, type JestResult, notRun, slowest, sumOf, tallyOf } from '../run-report.js';

type Spec = JestResult['testResults'][number];
const aSpec = (values: Partial<Spec> = {}): Spec => ({
  name: '/project/test/unit/a.spec.ts',
  startTime: 1_000,
  endTime: 2_500,
  status: 'passed',
  message: '',
  assertionResults: [],
  ...values,
});
const aResult = (values: Partial<JestResult> = {}): JestResult => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  success: true,
  testResults: [aSpec()],
  ...values,
});

describe('the tally of a Jest run', () => {
  it('counts tests', () => {
    expect(tallyOf(aResult({ numFailedTests: 2 }), false)).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a spec file that did not load as a failure', () => {
    expect(tallyOf(aResult({ numRuntimeErrorTestSuites: 1 }), false)).toEqual({ passed: 3, failed: 1 });
  });

  it('is never green when Jest was not', () => {
    expect(tallyOf(aResult(), false)).toEqual({ passed: 3, failed: 1 });
    expect(tallyOf(undefined, false)).toEqual({ passed: 0, failed: 1 });
  });

  it('adds up', () => {
    expect(
      sumOf([
        { passed: 1, failed: 0 },
        { passed: 2, failed: 3 },
      ]),
    ).toEqual({ passed: 3, failed: 3 });
  });
});

it('shows failed spec files only, in full', () => {
  const failed = aSpec({ name: 'b.spec.ts', status: 'failed', message: '● expected 1\n' });
  expect(failuresIn(aResult({ testResults: [aSpec({ message: 'noise' }), failed] }))).toEqual([
    'b.spec.ts\n● expected 1',
  ]);
});

it('names the slowest spec files of all projects, longest first', () => {
  const results = [
    aResult({ testResults: [aSpec({ name: 'quick' }), aSpec({ name: 'slow', endTime: 9_000 })] }),
    aResult({ testResults: [aSpec({ name: 'middling', endTime: 4_000 })] }),
  ];
  expect(slowest(results, 2)).toEqual([
    { name: 'slow', seconds: 8 },
    { name: 'middling', seconds: 3 },
  ]);
});

it('gathers what was skipped by the reason in the title, and names what gives none', () => {
  const assertionResults = [
    { fullName: 'the Dockerfile [not run: no hadolint] has no finding', status: 'pending' },
    { fullName: 'compose [not run: no hadolint] has no finding', status: 'pending' },
    { fullName: 'a forgotten one', status: 'todo' },
    { fullName: 'a title with [not run: nothing] that ran', status: 'passed' },
  ];
  expect(notRun([aResult({ testResults: [aSpec({ assertionResults })] })])).toEqual([
    { reason: 'no hadolint', tests: 2 },
    { reason: 'todo, no reason given: a forgotten one', tests: 1 },
  ]);
});
