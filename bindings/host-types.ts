/**
 * Types of the host, taken from what the compiler knows of it: the DOM's in a page, Node's in a script, and `never` in a
 * program that has neither. So the declarations compile alone, whatever `lib` and `types` a project has.
 */
export type HostSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } } ? Signal : never
export type HostUrl = typeof globalThis extends { URL: { prototype: infer Url } } ? Url : never
export type HostModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : never
