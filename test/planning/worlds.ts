import * as fc from 'fast-check'
import type { Step } from '../../src/model/plan.ts'
import type { CheckedPlan } from '../../src/planning/check-plan.ts'
import type { Move, RecordState } from '../../src/planning/move.ts'

/** A little organization and its directory: what the planner sees, and what is true. */
export interface PlanWorld {
  readonly records: readonly RecordState[]
  readonly moves: readonly Move[]
  readonly placeholders: readonly string[]
  /** Name → objectGUID, as Active Directory has it; placeholders included. */
  readonly accounts: ReadonlyMap<string, string>
  /** The account that each record is bound to, also where the planner does not know it. */
  readonly links: ReadonlyMap<string, string>
}

/** Who a record is and who it should become; `isPlanned` false: it stays. */
export interface Draft {
  readonly name: string
  readonly guid: string
  readonly toName: string
  readonly toGuid: string
  readonly isPlanned: boolean
  readonly isLinkKnown: boolean
}

export function toWorld(drafts: readonly Draft[], placeholderCount: number): PlanWorld {
  const wanted = (guid: string, but: Draft) =>
    drafts.some(each => each !== but && each.isPlanned && each.toGuid === guid)
  const isSeen = (draft: Draft) => draft.isLinkKnown || wanted(draft.guid, draft)
  const states = drafts.map((draft, index) => toRecord(draft, index, isSeen(draft)))
  const placeholders = Array.from({ length: placeholderCount }, (_, i) => `CONTOSO\\relink-${i}`)
  return {
    records: states,
    moves: drafts.flatMap((draft, index) => (draft.isPlanned ? toMove(draft, states[index]) : [])),
    placeholders,
    accounts: new Map([
      ...drafts.filter(isPlanned).map(draft => [draft.toName, draft.toGuid] as const),
      ...placeholders.map(name => [name, `guid of ${name}`] as const)
    ]),
    links: new Map(drafts.map((draft, index) => [idOf(index), draft.guid]))
  }
}

function isPlanned(draft: Draft): boolean {
  return draft.isPlanned
}

export function idOf(index: number): string {
  return `u${String(index).padStart(5, '0')}`
}

function toRecord({ name, guid }: Draft, index: number, isLinkKnown: boolean): RecordState {
  return {
    systemUserId: idOf(index),
    fullName: `Person ${index}`,
    domainName: name,
    nameKey: name.toLowerCase(),
    ...(isLinkKnown && { objectGuid: guid })
  }
}

function toMove({ toName, toGuid }: Draft, state: RecordState | undefined): Move[] {
  if (!state) return []
  return [{ ...state, toDomainName: toName, toNameKey: toName.toLowerCase(), toObjectGuid: toGuid }]
}

/** A record that is as it should be. */
export const still = (index: number): Draft => ({
  name: `CONTOSO\\n${index}`,
  guid: `g${index}`,
  toName: `CONTOSO\\n${index}`,
  toGuid: `g${index}`,
  isPlanned: false,
  isLinkKnown: true
})

/** The accounts kept their GUIDs and took each other's names. */
export function cycleOfHoppers(first: number, length: number): Draft[] {
  return ring(first, length).map(({ own, next }) => ({
    ...still(own),
    isPlanned: true,
    toName: `CONTOSO\\n${next}`
  }))
}

/** The accounts were made again under each other's names: new GUIDs, new names. */
export function cycleOfDirects(first: number, length: number): Draft[] {
  return ring(first, length).map(({ own, next }) => ({
    ...still(own),
    isPlanned: true,
    toName: `CONTOSO\\n${next}`,
    toGuid: `new g${own}`
  }))
}

/** Each takes the name of the next; the last one's new name is fresh. */
export function chainOfHoppers(first: number, length: number): Draft[] {
  return ring(first, length).map(({ own, next }) => ({
    ...still(own),
    isPlanned: true,
    toName: next === first ? `CONTOSO\\fresh${own}` : `CONTOSO\\n${next}`
  }))
}

export function chainOfDirects(first: number, length: number): Draft[] {
  return chainOfHoppers(first, length).map(draft => ({ ...draft, toGuid: `new ${draft.guid}` }))
}

function ring(first: number, length: number): { own: number; next: number }[] {
  return Array.from({ length }, (_, i) => ({ own: first + i, next: first + ((i + 1) % length) }))
}

export const renamed = (index: number): Draft => ({
  ...still(index),
  isPlanned: true,
  toName: `CONTOSO\\fresh${index}`
})

const alone: Record<string, (index: number) => Draft> = {
  still,
  renamed,
  recreated: index => ({ ...still(index), isPlanned: true, toGuid: `new g${index}` }),
  direct: index => ({
    ...still(index),
    isPlanned: true,
    toName: `CONTOSO\\fresh${index}`,
    toGuid: `new g${index}`
  }),
  unknownLink: index => ({
    ...still(index),
    isPlanned: true,
    isLinkKnown: false,
    toName: `CONTOSO\\fresh${index}`
  })
}

type Group = (first: number) => Draft[]

function inGroup(one: (index: number) => Draft): Group {
  return first => [one(first)]
}

const group: fc.Arbitrary<Group> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Object.values(alone)).map(inGroup) },
  { weight: 2, arbitrary: ofLength(2, 8, cycleOfHoppers) },
  { weight: 2, arbitrary: ofLength(2, 8, cycleOfDirects) },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 2, max: 8 }), fc.nat()).map(mixedCycle) },
  { weight: 2, arbitrary: ofLength(2, 6, chainOfHoppers) },
  { weight: 1, arbitrary: ofLength(2, 6, chainOfDirects) }
)

function ofLength(
  min: number,
  max: number,
  make: (first: number, length: number) => Draft[]
): fc.Arbitrary<Group> {
  return fc.integer({ min, max }).map(length => first => make(first, length))
}

function mixedCycle([length, bits]: [number, number]): Group {
  return first =>
    cycleOfHoppers(first, length).map((draft, i) =>
      (bits >> i) & 1 ? { ...draft, toGuid: `new ${draft.guid}` } : draft
    )
}

/** What goes wrong in a real plan: someone left out, a target wanted twice, a name taken over … */
type Twist = (drafts: Draft[]) => Draft[]

const twist: fc.Arbitrary<Twist> = fc
  .tuple(fc.constantFrom('leave out', 'forget link', 'same target', 'redirect'), fc.nat(), fc.nat())
  .map(([what, at, other]) => drafts => {
    const [index, source] = [at % drafts.length, drafts[other % drafts.length]]
    return drafts.map((draft, i) => (i === index ? twisted(draft, what, source ?? draft) : draft))
  })

function twisted(draft: Draft, what: string, other: Draft): Draft {
  switch (what) {
    case 'leave out':
      return { ...draft, isPlanned: false }
    case 'forget link':
      return { ...draft, isLinkKnown: false }
    case 'same target':
      return { ...draft, isPlanned: true, toName: other.toName, toGuid: other.toGuid }
    default:
      return { ...draft, isPlanned: true, toName: `${draft.name}x`, toGuid: `${draft.guid}x` }
  }
}

export const placeholderCount = fc.integer({ min: 0, max: 4 })

/** The kinds of changes that directories see, several side by side, with up to four twists. */
const orderly: fc.Arbitrary<PlanWorld> = fc
  .tuple(
    fc.array(group, { minLength: 1, maxLength: 14 }),
    fc.array(twist, { maxLength: 4 }),
    placeholderCount
  )
  .map(([groups, twists, count]) => {
    const drafts = groups.reduce<Draft[]>((all, make) => [...all, ...make(all.length)], [])
    const enough = drafts.length > 1 ? drafts : [...drafts, still(drafts.length)]
    const twistedDrafts = twists.reduce((all, apply) => apply(all), enough.slice(0, 60))
    return toWorld(twistedDrafts, count)
  })

/** Anybody becomes anybody: names and GUIDs are shuffled apart from each other, which tangles. */
function chaos(maxRecords: number, isKnown = false): fc.Arbitrary<PlanWorld> {
  return fc
    .integer({ min: 2, max: maxRecords })
    .chain(size => {
      const indexes = Array.from({ length: size + 2 }, (_, i) => i)
      const shuffled = fc.shuffledSubarray(indexes, { minLength: size, maxLength: size })
      const flags = fc.array(fc.boolean(), { minLength: size, maxLength: size })
      return fc.tuple(shuffled, shuffled, flags, flags, placeholderCount)
    })
    .map(([names, guids, planned, known, count]) =>
      toWorld(
        names.map((name, i) => ({
          ...still(i),
          isPlanned: planned[i] ?? true,
          isLinkKnown: isKnown || (known[i] ?? true),
          toName: `CONTOSO\\n${name}`,
          toGuid: `g${guids[i]}`
        })),
        count
      )
    )
}

export const world: fc.Arbitrary<PlanWorld> = fc.oneof(
  { weight: 3, arbitrary: orderly },
  { weight: 1, arbitrary: chaos(60) }
)

/**
 * Everybody moves and holds others up: names go round among them, and accounts are kept, made again
 * or taken over from others. All links are known, so that a search knows no more than the planner.
 */
export function tangle(min: number, max: number): fc.Arbitrary<PlanWorld> {
  return fc
    .integer({ min, max })
    .chain(size => {
      const indexes = Array.from({ length: size }, (_, i) => i)
      const shuffled = fc.shuffledSubarray(indexes, { minLength: size, maxLength: size })
      const accounts = fc.array(fc.constantFrom('kept', 'new', 'another'), {
        minLength: size,
        maxLength: size
      })
      return fc.tuple(shuffled, shuffled, accounts, placeholderCount)
    })
    .map(([names, guids, accounts, count]) =>
      toWorld(
        names.map((name, i) => ({
          ...still(i),
          isPlanned: true,
          toName: `CONTOSO\\n${name}`,
          toGuid: { kept: `g${i}`, new: `new g${i}`, another: `g${guids[i]}` }[accounts[i] ?? 'new']
        })),
        count
      )
    )
}

/** What `checkPlan` takes, of a world and a plan for it. */
export function checkedBy(world: PlanWorld, steps: readonly Step[]): CheckedPlan {
  return {
    steps,
    records: world.records,
    placeholders: new Map(world.placeholders.map(name => [name, `guid of ${name}`])),
    key: name => name.toLowerCase()
  }
}
