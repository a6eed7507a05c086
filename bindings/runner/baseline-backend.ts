/** All that only the plain JavaScript backend needs. It loads where that backend runs: a page with WebAssembly never asks for it. */
export { createBaselineKernel } from '../baseline/kernel.ts'
export { WORKER_SOURCE } from '../generated/baseline-worker.ts'
