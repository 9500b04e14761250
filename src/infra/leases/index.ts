export { type Lease, type LeaseName, Leases } from './leases.js';
export { LeasesModule } from './leases.module.js';
