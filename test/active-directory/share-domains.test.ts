import t from 'tap'
import type { Holdings } from '../../src/active-directory/read-holdings.ts'
import { shareDomains } from '../../src/active-directory/share-domains.ts'
import { catalog, contoso, emea, eu, holding } from './forests.ts'

const share = (baseDns: readonly string[], ...reached: Holdings[]) =>
  shareDomains(reached, reached, baseDns).map(({ bases, held }) => ({ bases, held }))
const bases = (...all: Parameters<typeof share>) => share(...all).map(each => each.bases)

t.strictSame(share([], holding(contoso)), [{ bases: [contoso], held: [contoso] }], 'one server')
t.strictSame(
  share([], holding(contoso), holding(contoso), holding(emea)),
  [
    { bases: [contoso], held: [contoso] },
    { bases: [], held: [] },
    { bases: [emea], held: [emea] }
  ],
  'the first of each domain'
)
t.strictSame(
  share([], catalog, holding(emea)),
  [
    { bases: [contoso, emea], held: [contoso, eu, emea] },
    { bases: [], held: [] }
  ],
  'with a catalog nothing else is needed'
)
t.strictSame(
  share([], holding(emea), catalog),
  [
    { bases: [emea], held: [emea] },
    { bases: [contoso], held: [contoso, eu] }
  ],
  'a catalog completes'
)
t.strictSame(
  share([], holding(eu), catalog),
  [
    { bases: [], held: [] },
    { bases: [contoso, emea], held: [contoso, eu, emea] }
  ],
  'a catalog searches the domains below, too: nobody is found twice'
)
t.strictSame(
  share([contoso], holding(contoso), holding(eu), holding(emea)),
  [
    { bases: [contoso], held: [contoso] },
    { bases: [eu], held: [eu] },
    { bases: [], held: [] }
  ],
  'a base asks for the domains below it, too'
)
t.strictSame(
  share([emea], holding(contoso), catalog),
  [
    { bases: [], held: [] },
    { bases: [emea], held: [contoso, eu, emea] }
  ],
  'who has nothing to read answers for nothing'
)

const [one, two, inner] = [`OU=1,${contoso}`, 'OU=2, DC=Contoso, DC=test', `OU=x,OU=1,${contoso}`]
t.strictSame(bases([one, two], holding(contoso)), [[one, two]])
t.strictSame(bases([inner, one, two], holding(contoso)), [[one, two]], 'none within another')
t.strictSame(bases([one, one.toLowerCase()], holding(contoso)), [[one]], 'none twice')
t.strictSame(
  bases([`OU=1,${emea}`, one], holding(contoso), holding(emea)),
  [[one], [`OU=1,${emea}`]],
  'each base by its domain'
)
t.strictSame(
  shareDomains([catalog], [holding(contoso)], [])[0]?.domains.map(domain => domain.netbiosName),
  ['CONTOSO', 'EU', 'EMEA'],
  'the names of all domains, whoever holds them'
)
