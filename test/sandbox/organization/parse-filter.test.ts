import t from 'tap'
import { parseFilter } from '../../../src/sandbox/organization/parse-filter.ts'
import { id, refusalOf } from './contoso.ts'

const compare = (property: string, operator: string, value: unknown) => {
  return { kind: 'compare', property, operator, value }
}

t.test('comparisons with every type', async t => {
  const cases: [string, object][] = [
    ["domainname eq 'CONTOSO\\o''neill'", compare('domainname', 'eq', "CONTOSO\\o'neill")],
    ['domainname ne null', compare('domainname', 'ne', null)],
    [`systemuserid gt ${id(1)}`, compare('systemuserid', 'gt', id(1))],
    ['domainname eq @missing', compare('domainname', 'eq', null)],
    ['isdisabled eq true', compare('isdisabled', 'eq', true)],
    ['isdisabled eq false', compare('isdisabled', 'eq', false)],
    ['accessmode lt 3', compare('accessmode', 'lt', 3)],
    ['versionnumber ge 5', compare('versionnumber', 'ge', 5)],
    ['createdon le 2020-01-02', compare('createdon', 'le', '2020-01-02')]
  ]
  for (const [text, expected] of cases) t.same(parseFilter(text), expected, text)
})

t.test('and binds tighter than or, not tighter than and; parentheses decide', async t => {
  const [a, b, c] = [1, 2, 3].map(value => compare('accessmode', 'eq', value))
  const texts = ['accessmode eq 1', 'accessmode eq 2', 'accessmode eq 3'] as const
  t.same(parseFilter(texts.join(' or ').replace('or', 'and')), {
    kind: 'or',
    operands: [{ kind: 'and', operands: [a, b] }, c]
  })
  t.same(parseFilter(`${texts[0]} and (${texts[1]} or ${texts[2]})`), {
    kind: 'and',
    operands: [a, { kind: 'or', operands: [b, c] }]
  })
  t.same(parseFilter(`not ${texts[0]} and not (${texts[1]})`), {
    kind: 'and',
    operands: [
      { kind: 'not', operand: a },
      { kind: 'not', operand: b }
    ]
  })
})

t.test('functions', async t => {
  t.same(parseFilter("startswith(domainname,'CONTOSO\\')"), {
    kind: 'like',
    property: 'domainname',
    how: 'startswith',
    text: 'CONTOSO\\'
  })
  const inFunction = 'Microsoft.Dynamics.CRM.In'
  const expected = { kind: 'in', property: 'domainname', values: ['C\\a', 'C"b\'c'] }
  const lists = [String.raw`["C\\a","C\"b'c"]`, String.raw`['C\\a','C"b\'c']`]
  for (const list of lists) {
    t.same(parseFilter(`${inFunction}(PropertyName='domainname',PropertyValues=${list})`), expected)
    const aliases = new Map([
      ['@p1', "'domainname'"],
      ['@p2', list]
    ])
    t.same(parseFilter(`${inFunction}(PropertyName=@p1,PropertyValues=@p2)`, aliases), expected)
  }
})

t.test('what a server refuses is refused', async t => {
  const cases: [string, RegExp][] = [
    ['', /Syntax error at position 0/],
    ['domainname', /Syntax error/],
    ['domainname like 1', /Syntax error at position 11/],
    ['domainname eq', /Syntax error/],
    ["domainname eq 'a' 'b'", /Syntax error/],
    ["(domainname eq 'a'", /Syntax error/],
    ["domainname eq 'a' and", /Syntax error/],
    ['domainname eq domainname', /Syntax error/],
    ['domainname eq (', /Syntax error at position 14/],
    ["domainname eq ['a']", /Syntax error/],
    ['domainname eq @loop', /Syntax error/],
    ["activedirectoryguid eq 'x'", /Could not find a property named 'activedirectoryguid'/],
    [`systemuserid eq '${id(1)}'`, /'Edm.Guid' and 'Edm.String'/],
    ['isdisabled eq 1', /'Edm.Boolean' and 'Edm.Int32'/],
    ['domainname eq 5', /'Edm.String' and 'Edm.Int32'/],
    ["contains(isdisabled,'x')", /No function signature/],
    ["contains(nope,'x')", /Could not find a property named 'nope'/],
    ["tolower(domainname) eq 'x'", /unknown function with name 'tolower'/],
    ["domainname in ('a')", /Syntax error/],
    ["Microsoft.Dynamics.CRM.In(PropertyName='domainname',PropertyValues=[])", /Syntax error/],
    ["Microsoft.Dynamics.CRM.In(PropertyName='domainname',PropertyValues=[1])", /Syntax error/],
    ["Microsoft.Dynamics.CRM.In(PropertyName='domainname',PropertyValues=[x])", /Syntax error/],
    ["Microsoft.Dynamics.CRM.In(PropertyName='nope',PropertyValues=['a'])", /named 'nope'/],
    ["Microsoft.Dynamics.CRM.In(Name='nope')", /Syntax error/]
  ]
  const loop = new Map([['@loop', '@loop']])
  for (const [text, message] of cases) {
    t.match(
      refusalOf(() => parseFilter(text, loop)),
      { code: '0x80060888', message },
      text
    )
  }
})
