import { Logger } from '@nestjs/common';
import { type Chart, drawChart } from '../../infra/charts/index.js';
import { within } from '../../kernel/within.js';

/** Many who look at once wait for each other's pictures; who would wait longer reads the words alone. */
const DRAWN_WITHIN_MS = 1_500;

const logger = new Logger('Charts');

/** The picture beside words that say everything: one that can't be drawn keeps nobody from them. */
export function drawnInTime(chart: Chart): Promise<Buffer | undefined> {
  return within(DRAWN_WITHIN_MS, drawChart(chart)).catch((err: unknown) => {
    logger.error({ msg: 'A chart could not be drawn', err });
    return undefined;
  });
}
