export { chainName, coinOf } from './chain-names.js';
export { ChainUnreachableError, type ContractFault, ContractReadError } from './chain.errors.js';
export { ChainModule } from './chain.module.js';
export { EvmContracts, type NftStandard } from './evm-contracts.js';
export { EvmRpc, REVERTED } from './evm-rpc.js';
