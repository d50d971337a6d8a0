/** What a record holds, and which step wrote it. */
export interface Held {
  /** In the one form in which names are compared; empty for a record without one. */
  readonly name: string
  /** Empty where unknown. */
  readonly guid: string
  readonly writtenBy?: number
}

/** A name or an account: the records that hold it, and the steps that let go of it before. */
export interface Thing {
  readonly holders: ReadonlySet<string>
  readonly releasedBy: readonly number[]
}

type Kept = { readonly holders: Set<string>; releasedBy: number[] }

/** Who holds which name and which account while a plan is replayed. */
export class Ledger {
  readonly #first: ReadonlyMap<string, Held>
  readonly #held = new Map<string, Held>()
  readonly #things = new Map<string, Kept>()

  constructor(records: ReadonlyMap<string, Held>) {
    this.#first = records
    for (const [systemUserId, held] of records) this.#hold(systemUserId, held)
  }

  heldBy(systemUserId: string): Held | undefined {
    return this.#held.get(systemUserId)
  }

  /** The name and the account that somebody would take. */
  things({ name, guid }: Held): readonly Thing[] {
    return keysOf(name, guid).map(key => this.#things.get(key) ?? nothing)
  }

  write(systemUserId: string, held: Held & { readonly writtenBy: number }): void {
    this.#release(systemUserId, held.writtenBy)
    this.#hold(systemUserId, held)
  }

  /** As if the plan had never touched the record. */
  restore(systemUserId: string): void {
    this.#release(systemUserId)
    const first = this.#first.get(systemUserId)
    if (first) this.#hold(systemUserId, first)
  }

  #hold(systemUserId: string, held: Held): void {
    this.#held.set(systemUserId, held)
    for (const key of keysOf(held.name, held.guid)) {
      const holders = this.#things.get(key)?.holders ?? new Set()
      this.#things.set(key, { holders: holders.add(systemUserId), releasedBy: [] })
    }
  }

  #release(systemUserId: string, step?: number): void {
    const { name = '', guid = '' } = this.#held.get(systemUserId) ?? {}
    for (const key of keysOf(name, guid)) {
      const thing = this.#things.get(key)
      thing?.holders.delete(systemUserId)
      if (step !== undefined) thing?.releasedBy.push(step)
    }
  }
}

const nothing: Thing = { holders: new Set(), releasedBy: [] }

function keysOf(name: string, guid: string): string[] {
  return [...(name === '' ? [] : [`name ${name}`]), ...(guid === '' ? [] : [`guid ${guid}`])]
}
