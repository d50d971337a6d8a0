import type { Step } from '../model/plan.ts'

/** The steps of a plan as far as they were replayed: their form, and who waits for whom. */
export class ReplayedSteps {
  readonly #bySequence = new Map<number, Step>()
  readonly #lastOf = new Map<string, Step>()
  readonly #isPart: boolean
  #last = 0

  /** Of a part, gaps in the sequence are right. */
  constructor(isPart: boolean) {
    this.#isPart = isPart
  }

  get(sequence: number): Step | undefined {
    return this.#bySequence.get(sequence)
  }

  /** The last step of each user. */
  lastOnes(): Iterable<Step> {
    return this.#lastOf.values()
  }

  add(step: Step): void {
    this.#last = step.sequence
    this.#bySequence.set(step.sequence, step)
    this.#lastOf.set(step.systemUserId, step)
  }

  /** What is wrong with the step that comes next, whatever the records hold. */
  formFault({ sequence, action, systemUserId, after }: Step): string | undefined {
    const isNext = this.#isPart ? sequence > this.#last : sequence === this.#last + 1
    if (!isNext) return 'The step is out of sequence.'
    if (after.some(each => !this.#bySequence.has(each))) return 'It waits for a step not before it.'
    if (new Set(after).size < after.length) return 'It waits for the same step twice.'
    const own = this.#lastOf.get(systemUserId)
    return own && (own.action === 'map' || action === 'park')
      ? 'A user is parked once at most, and then mapped once.'
      : undefined
  }

  /** Almost always directly; else over others, none of which comes before the step looked for. */
  waitsFor(step: Step, sequence: number): boolean {
    if (step.after.includes(sequence)) return true
    const queue = [...step.after]
    const seen = new Set<number>()
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      if (each === sequence) return true
      if (each < sequence || seen.has(each)) continue
      seen.add(each)
      queue.push(...(this.get(each)?.after ?? []))
    }
    return false
  }
}
