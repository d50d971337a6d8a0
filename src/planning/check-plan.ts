import type { Step } from '../model/plan.ts'
import { checkWrite } from './check-write.ts'
import { Ledger, type Held } from './ledger.ts'
import type { Complaint, PlanFault } from './plan-fault.ts'
import { ReplayedSteps } from './replayed-steps.ts'

/** A record as it is before the first step. */
export interface CheckedRecord {
  readonly systemUserId: string
  readonly domainName: string
  readonly objectGuid?: string
}

export interface CheckedPlan {
  readonly steps: readonly Step[]
  /** Of what is left of a plan: gaps in the sequence are right. */
  readonly isPart?: boolean
  /** Every record of the organization, disabled ones included. */
  readonly records: readonly CheckedRecord[]
  /** Placeholder → objectGUID. */
  readonly placeholders: ReadonlyMap<string, string>
  /** One form per logon name, so that spellings compare. */
  readonly key: (domainName: string) => string
}

/**
 * Holds a plan against the rules of Dynamics alone; it shares nothing with the planner. No fault:
 * the plan is legal in every order that `after` allows.
 *
 * | a step that …                                       | fault                 | for Dynamics …              |
 * |-----------------------------------------------------|-----------------------|-----------------------------|
 * | comes out of sequence, waits for none before it,    | `malformed`           |                             |
 * | parks twice, maps twice, maps to a placeholder      |                       |                             |
 * | is of a record that is not there                    | `no-record`           | does not create users       |
 * | finds another name than `fromDomainName`            | `record-differs`      | would overwrite it          |
 * | writes the name that is there                       | `changes-nothing`     | looks nothing up then       |
 * | maps, without a park, to the record's own GUID,     | `must-hop`            | finds the record itself     |
 * | or where that GUID is unknown                       |                       | (0x80041d2c)                |
 * | takes an account whose GUID the plan does not say   | `account-unknown`     | looks up whatever is there  |
 * | takes a name or GUID that any record holds, this    | `held`                | refuses it (0x80041d2c)     |
 * | and disabled ones included                          |                       |                             |
 * | does not wait, directly or over others, for all     | `not-waited-for`      | refuses it, if it comes     |
 * | that let go of what it takes, or for its own park   |                       | first                       |
 * | parks, and no map follows                           | `left-on-placeholder` | that person is locked out   |
 *
 * The plan is replayed in sequence. Each name and each account passes from hand to hand in one
 * order only, since its taker waits for its giver; so the replay stands for every other order.
 *
 * A user with a fault is taken back to where they were, as if never begun, and the replay goes on:
 * it finds what is wrong with the others in the same pass. Who waits for such a user has no fault.
 */
export function checkPlan(plan: CheckedPlan): readonly PlanFault[] {
  const replay = new Replay(plan)
  for (const step of plan.steps) replay.apply(step)
  replay.end()
  return replay.faults
}

class Replay {
  readonly faults: PlanFault[] = []
  readonly #plan: CheckedPlan
  readonly #placeholders: ReadonlySet<string>
  readonly #ledger: Ledger
  /** Those of stopped users too: one may wait for others over them. */
  readonly #steps: ReplayedSteps
  readonly #stopped = new Set<string>()

  constructor(plan: CheckedPlan) {
    this.#plan = plan
    this.#placeholders = new Set([...plan.placeholders.keys()].map(plan.key))
    this.#ledger = new Ledger(
      new Map(plan.records.map(each => [each.systemUserId, this.#firstOf(each)]))
    )
    this.#steps = new ReplayedSteps(plan.isPart === true)
  }

  apply(step: Step): void {
    const { sequence, systemUserId } = step
    const next = { name: this.#plan.key(step.toDomainName), guid: this.#guidOf(step) }
    if (!this.#stopped.has(systemUserId)) {
      const complaint = this.#judge(step, next)
      if (complaint) this.#stop(step, complaint)
      else this.#ledger.write(systemUserId, { ...next, writtenBy: sequence })
    }
    this.#steps.add(step)
  }

  end(): void {
    for (const step of this.#steps.lastOnes()) {
      if (step.action === 'map' || this.#stopped.has(step.systemUserId)) continue
      const detail = `The user would be left on ${step.toDomainName}.`
      this.#stop(step, { kind: 'left-on-placeholder', detail })
    }
  }

  #firstOf({ domainName, objectGuid = '' }: CheckedRecord): Held {
    return { name: this.#plan.key(domainName), guid: objectGuid }
  }

  #guidOf({ action, toDomainName, toObjectGuid }: Step): string {
    return (action === 'park' ? this.#plan.placeholders.get(toDomainName) : toObjectGuid) ?? ''
  }

  #stop({ sequence, systemUserId }: Step, complaint: Complaint): void {
    const isWaiting = this.#stopped.has(complaint.holderSystemUserId ?? '')
    if (!isWaiting) this.faults.push({ sequence, systemUserId, ...complaint })
    this.#stopped.add(systemUserId)
    this.#ledger.restore(systemUserId)
  }

  #judge(step: Step, next: Held): Complaint | undefined {
    const formFault = this.#steps.formFault(step)
    if (formFault) return { kind: 'malformed', detail: formFault }
    const held = this.#ledger.heldBy(step.systemUserId)
    if (!held) return { kind: 'no-record', detail: 'There is no such record.' }
    if (step.action === 'map' && this.#placeholders.has(next.name))
      return { kind: 'malformed', detail: `${step.toDomainName} is nobody's account.` }
    return checkWrite(step, held, next, this.#plan.key) ?? this.#judgeTaking(step, held, next)
  }

  #judgeTaking(step: Step, { writtenBy }: Held, next: Held): Complaint | undefined {
    if (writtenBy !== undefined && !this.#steps.waitsFor(step, writtenBy))
      return this.#notWaitedFor(writtenBy)
    for (const { holders, releasedBy } of this.#ledger.things(next)) {
      const [holder] = holders
      if (holder) return heldBy(step, holder)
      const missed = releasedBy.find(each => !this.#steps.waitsFor(step, each))
      if (missed) return this.#notWaitedFor(missed)
    }
    return undefined
  }

  #notWaitedFor(sequence: number): Complaint {
    const detail = `The step does not wait for step ${sequence}, which makes way for it.`
    const giver = this.#steps.get(sequence)
    return {
      kind: 'not-waited-for',
      detail,
      ...(giver && { holderSystemUserId: giver.systemUserId })
    }
  }
}

function heldBy({ toDomainName }: Step, holderSystemUserId: string): Complaint {
  const detail = `${toDomainName} is held by the record ${holderSystemUserId}.`
  return { kind: 'held', detail, holderSystemUserId }
}
