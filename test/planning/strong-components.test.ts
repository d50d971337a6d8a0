import t from 'tap'
import * as fc from 'fast-check'
import { strongComponents } from '../../src/planning/strong-components.ts'

type Graph = Readonly<Record<string, readonly string[]>>

const componentsOf = (graph: Graph) =>
  strongComponents(Object.keys(graph), node => graph[node] ?? [])

const cases: [string, Graph, string[][]][] = [
  ['nothing', {}, []],
  ['one', { a: [] }, [['a']]],
  ['one that points to itself', { a: ['a'] }, [['a']]],
  ['a chain, its end first', { a: ['b'], b: ['c'], c: [] }, [['c'], ['b'], ['a']]],
  ['a cycle', { a: ['b'], b: ['a'] }, [['a', 'b']]],
  ['a cycle that waits for one', { a: ['b'], b: ['a', 'c'], c: [] }, [['c'], ['a', 'b']]],
  [
    'two cycles',
    { a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] },
    [
      ['c', 'd'],
      ['a', 'b']
    ]
  ]
]

for (const [name, graph, expected] of cases) {
  t.test(name, async t => {
    t.same(
      componentsOf(graph).map(component => component.toSorted()),
      expected
    )
  })
}

t.test('together means each reaches the other; what one points to comes first', async t => {
  const graphs = fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 3 }), { maxLength: 12 })
  fc.assert(
    fc.property(graphs, rows => {
      const within = rows.map(row => row.filter(each => each < rows.length).map(String))
      const graph: Graph = Object.fromEntries(within.map((row, i) => [String(i), row]))
      const components = componentsOf(graph)
      const place = new Map(components.flatMap((each, i) => each.map(node => [node, i] as const)))
      if (place.size !== rows.length) throw new Error('a node is missing')
      for (const a of Object.keys(graph)) {
        for (const b of reach(graph, a)) {
          const isTogether = place.get(a) === place.get(b)
          if (isTogether !== reach(graph, b).has(a)) throw new Error(`${a} and ${b}`)
          if ((place.get(b) ?? 0) > (place.get(a) ?? 0)) throw new Error(`${b} comes after ${a}`)
        }
      }
    })
  )
  t.pass()
})

t.test('a chain as long as a directory does not exhaust the stack', async t => {
  const nodes = Array.from({ length: 200_000 }, (_, i) => String(i))
  t.equal(
    strongComponents(nodes, node => nodes.slice(Number(node) + 1, Number(node) + 2)).length,
    200_000
  )
})

function reach(graph: Graph, start: string): Set<string> {
  const seen = new Set<string>()
  const queue = [...(graph[start] ?? [])]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    queue.push(...(graph[node] ?? []))
  }
  return seen
}
