import { Injectable } from '@nestjs/common';
import { type DrandChain, QUICKNET } from '../../../draw/index.js';

/** The pinned chain; another one only in tests, which sign beacons of their own. */
@Injectable()
export class DrandChainPinned {
  readonly chain: DrandChain = QUICKNET;
}
