/// <reference types="vite/client" />

/** The JSON Schema (draft 2020-12) of a scenario file, as far as the page reads it. */
declare module 'offcut/scenario.schema.json' {
  interface Schema {
    type?: string
    description?: string
    default?: unknown
    const?: unknown
    minimum?: number
    maximum?: number
    properties?: Record<string, Schema>
    items?: Schema
    oneOf?: Schema[]
  }
  const schema: Schema
  export default schema
}
