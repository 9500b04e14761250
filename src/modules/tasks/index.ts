export { MemberAttempts } from './member-attempts.service.js';
export { TaskFiguresRepository } from './figures/task-figures.repository.js';
export { lookIds, startIds, TASK_VISITS } from './figures/visits.js';
export { TasksModule } from './tasks.module.js';
