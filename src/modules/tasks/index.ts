export { MemberAttempts } from './member-attempts.service.js';
export { TaskFiguresRepository } from './task-figures.repository.js';
export { taskDetailsId } from './tasks.custom-ids.js';
export { TasksModule } from './tasks.module.js';
