declare module 'asciichart' {
  /** Draws a series, one column a value. */
  export function plot(
    series: number[],
    options?: { height?: number; format?: (value: number, index: number) => string },
  ): string
}
