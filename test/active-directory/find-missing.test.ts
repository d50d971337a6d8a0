import t from 'tap'
import { findMissing } from '../../src/active-directory/find-missing.ts'
import type { Holdings } from '../../src/active-directory/read-holdings.ts'
import { catalog, contoso, emea, eu, holding } from './forests.ts'

const unit = `OU=Staff,${contoso}`
const fabrikam = 'DC=fabrikam,DC=test'
const only = [holding(contoso)]
const both = [holding(contoso), holding(emea)]

const cases: readonly [
  why: string,
  baseDns: readonly string[],
  known: readonly Holdings[],
  reached: readonly Holdings[],
  isAllKnown: boolean,
  missing: readonly string[]
][] = [
  ['nobody was reached yet', [contoso], [], [], false, [contoso]],
  ['all is asked for, and every server answers', [], both, both, true, []],
  ['all is asked for, and one known is down', [], both, only, true, [emea]],
  ['all is asked for, and nobody holds two of the domains', [], only, only, true, []],
  ['… but one that is down may', [], only, only, false, [eu, emea]],
  ['a catalog holds them, whoever is unknown', [], [catalog], [catalog], false, []],
  ['a base elsewhere is not missed', [unit], both, only, true, []],
  ['nor while one is unknown', [unit], only, only, false, []],
  ['a base that nobody holds', [unit, emea], only, only, true, [emea]],
  ['a base in no domain', [unit, fabrikam], both, both, true, [fabrikam]],
  ['a domain below a base: nobody holds it', [contoso], only, only, true, []],
  ['… one that is down may', [contoso], only, only, false, [eu]],
  ['… one that is down does', [contoso], [...only, holding(eu)], only, true, [eu]],
  ['names in another case', [unit.toLowerCase()], only, [holding('dc=CONTOSO, dc=test')], true, []]
]
for (const [why, baseDns, known, reached, isAllKnown, missing] of cases) {
  t.strictSame(findMissing({ baseDns, known, reached, isAllKnown }), missing, why)
}
