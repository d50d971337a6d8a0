import type { Step } from '../model/plan.ts'

/** A record before the plan; written apart from the planner on purpose. */
export interface CheckedRecord {
  readonly systemUserId: string
  readonly domainName: string
  readonly objectGuid?: string
}

export interface CheckedPlan {
  readonly steps: readonly Step[]
  readonly records: readonly CheckedRecord[]
  /** Placeholder → objectGUID. */
  readonly placeholders: ReadonlyMap<string, string>
  /** One form per logon name, so that spellings compare. */
  readonly key: (domainName: string) => string
}

/**
 * Says what is wrong with a plan by the rules of Dynamics alone, or `undefined`: it is replayed in
 * sequence, and each step must wait, directly or over others, for the steps that let go of the name
 * and the account it takes. So each name and account passes from hand to hand in one order only,
 * and what is legal in sequence is legal in every order that `after` allows.
 */
export function checkPlan(plan: CheckedPlan): string | undefined {
  return checkForm(plan.steps) ?? replay(plan)
}

function checkForm(steps: readonly Step[]): string | undefined {
  const odd = steps.find(
    (step, index) =>
      step.sequence !== index + 1 || step.after.some(each => each < 1 || each >= step.sequence)
  )
  return odd && `Step ${odd.sequence} is out of order or waits for a later one.`
}

function replay(plan: CheckedPlan): string | undefined {
  const state = new Replay(plan)
  for (const step of plan.steps) {
    const fault = state.apply(step)
    if (fault) return `Step ${step.sequence}: ${fault}`
  }
  return state.checkEnd()
}

/** What a record holds, and which step wrote it. */
interface Held {
  readonly name: string
  /** Empty where unknown. */
  readonly guid: string
  readonly writtenBy?: number
}

/** A name or an account: the records that hold it, and the steps that let go of it before. */
interface Thing {
  readonly holders: Set<string>
  readonly releasedBy: number[]
}

class Replay {
  readonly #plan: CheckedPlan
  readonly #placeholderKeys: ReadonlySet<string>
  readonly #held = new Map<string, Held>()
  readonly #things = new Map<string, Thing>()

  constructor(plan: CheckedPlan) {
    this.#plan = plan
    this.#placeholderKeys = new Set([...plan.placeholders.keys()].map(plan.key))
    for (const { systemUserId, domainName, objectGuid } of plan.records) {
      const name = plan.key(domainName)
      this.#hold(systemUserId, { name, guid: objectGuid ?? '' })
    }
  }

  apply(step: Step): string | undefined {
    const held = this.#held.get(step.systemUserId)
    if (!held) return `there is no record ${step.systemUserId}.`
    const next = { name: this.#plan.key(step.toDomainName), guid: this.#guidOf(step) }
    const fault =
      this.#checkWrite(step, held, next.name) ??
      this.#checkOwn(step, held) ??
      this.#checkTaking(step, next)
    if (fault) return fault
    this.#release(step, held)
    this.#hold(step.systemUserId, { ...next, writtenBy: step.sequence })
    return undefined
  }

  checkEnd(): string | undefined {
    const isHeld = (name: string) => this.#things.get(`name ${this.#plan.key(name)}`)?.holders.size
    const parked = [...this.#plan.placeholders.keys()].find(isHeld)
    return parked && `The plan would leave somebody on ${parked}.`
  }

  #guidOf({ action, toDomainName, toObjectGuid }: Step): string {
    return (action === 'park' ? this.#plan.placeholders.get(toDomainName) : toObjectGuid) ?? ''
  }

  #checkWrite(step: Step, held: Held, name: string): string | undefined {
    const { action, fromDomainName, toDomainName } = step
    if (held.name !== this.#plan.key(fromDomainName))
      return `the record does not hold ${fromDomainName}.`
    if (held.name === name) return 'the name would not change, so nothing would be looked up.'
    if (action === 'park') return undefined
    if (this.#placeholderKeys.has(name))
      return `${toDomainName} is a placeholder, nobody's account.`
    return held.guid
      ? undefined
      : 'the account of the record is not known, so it must go over a placeholder.'
  }

  #checkTaking(step: Step, { name, guid }: Held): string | undefined {
    if (guid === '') return `it is not known which account ${step.toDomainName} is.`
    for (const thing of thingsOf(name, guid)) {
      const { holders, releasedBy } = this.#things.get(thing) ?? nothing
      const [holder] = holders
      if (holder) return `${step.toDomainName} is held by the record ${holder}.`
      const missed = releasedBy.find(each => !this.#waitsFor(step, each))
      if (missed) return `it does not wait for step ${missed}, which lets go of what it takes.`
    }
    return undefined
  }

  #checkOwn(step: Step, { writtenBy }: Held): string | undefined {
    return writtenBy === undefined || this.#waitsFor(step, writtenBy)
      ? undefined
      : `it does not wait for step ${writtenBy} of the same user.`
  }

  /** Almost always directly; else over others, none of which comes before the step looked for. */
  #waitsFor(step: Step, sequence: number): boolean {
    if (step.after.includes(sequence)) return true
    const queue = [...step.after]
    const seen = new Set<number>()
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      if (each === sequence) return true
      if (each < sequence || seen.has(each)) continue
      seen.add(each)
      queue.push(...(this.#plan.steps[each - 1]?.after ?? []))
    }
    return false
  }

  #hold(systemUserId: string, held: Held): void {
    this.#held.set(systemUserId, held)
    for (const thing of thingsOf(held.name, held.guid)) {
      const holders = this.#things.get(thing)?.holders ?? new Set()
      this.#things.set(thing, { holders: holders.add(systemUserId), releasedBy: [] })
    }
  }

  #release({ systemUserId, sequence }: Step, { name, guid }: Held): void {
    for (const thing of thingsOf(name, guid)) {
      this.#things.get(thing)?.holders.delete(systemUserId)
      this.#things.get(thing)?.releasedBy.push(sequence)
    }
  }
}

const nothing: Thing = { holders: new Set(), releasedBy: [] }

function thingsOf(name: string, guid: string): string[] {
  return [...(name === '' ? [] : [`name ${name}`]), ...(guid === '' ? [] : [`guid ${guid}`])]
}
