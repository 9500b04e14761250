import { type IntegrityScope, OrphansCheck } from '../../infra/integrity/index.js';
import { taskCompletions } from './schemas/task-completion.schema.js';

/** Completions outlive their task, which goes by TTL; once nothing is owed they go too. */
export const completionOrphans = (scope: IntegrityScope): OrphansCheck =>
  new OrphansCheck(
    {
      name: 'completion-orphans',
      describes: 'Completions that owe nothing any more and whose task is gone.',
      child: taskCompletions,
    },
    scope,
  );
