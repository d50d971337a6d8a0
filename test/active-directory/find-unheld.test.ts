import t from 'tap'
import { findUnheld } from '../../src/active-directory/find-unheld.ts'
import type { Holdings } from '../../src/active-directory/read-holdings.ts'
import { catalog, contoso, emea, eu, holding } from './forests.ts'

const cases: readonly [
  why: string,
  known: readonly Holdings[],
  baseDns: readonly string[],
  expected: readonly string[]
][] = [
  ['nobody is known', [], [], []],
  ['one of three', [holding(contoso)], [], [eu, emea]],
  ['whatever the case', [holding(contoso.toUpperCase())], [], [eu, emea]],
  ['several', [holding(contoso), holding(emea)], [], [eu]],
  ['a global catalog', [holding(contoso), catalog], [], []],
  ['below a base', [holding(contoso)], [contoso], [eu]],
  ['beside the bases', [holding(contoso)], [`OU=Staff,${contoso}`, eu], [eu]],
  ['left out', [holding(contoso)], [`OU=Staff,${contoso}`], []]
]
for (const [why, known, baseDns, expected] of cases) {
  const found = findUnheld(known, baseDns).map(({ distinguishedName }) => distinguishedName)
  t.strictSame(found, expected, why)
}
