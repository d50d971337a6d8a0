export function took(from: number, to: number): string {
  return `${Math.round(to - from)} ms`
}
