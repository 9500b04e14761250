export { NotEnoughPointsError } from './points.errors.js';
export { PointsModule } from './points.module.js';
export { PointsService, type Standing } from './points.service.js';
