export { type Board, type BoardKind, type RankedPlace, BoardsService } from './boards.service.js';
export { NotEnoughPointsError } from './points.errors.js';
export { PointsModule } from './points.module.js';
export type { BoardAnchor } from './points.repository.js';
export { PointsService, type Standing } from './points.service.js';
export { type LedgerRow, pointsLedger } from './schemas/ledger-row.schema.js';
