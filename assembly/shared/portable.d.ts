/**
 * AssemblyScript's names of types, for the TypeScript compiler. Only types: whatever portable code calls must exist in
 * JavaScript by the same name.
 */
type bool = boolean
type i32 = number
type u32 = number
type f64 = number

/** Data of fixed length that is in the module as it stands in the source; its address is `changetype<usize>(data)`. */
type StaticArray<T> = readonly T[]
