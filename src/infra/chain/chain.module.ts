import { Module } from '@nestjs/common';
import { EvmContracts } from './evm-contracts.js';
import { EvmRpc } from './evm-rpc.js';

@Module({ providers: [EvmContracts, EvmRpc], exports: [EvmContracts, EvmRpc] })
export class ChainModule {}
