import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import t from 'tap'
import { readConfig } from '../../src/config.ts'
import { variables } from '../../src/config/variables.ts'
import { readManifests } from './manifests.ts'

const { kustomization, files, config, pod, service, policy, podLabels, claimName } =
  await readManifests()
const [container] = pod.containers
const root = join(import.meta.dirname, '../..')

/** What the Secret and the ConfigMap that k8s/README.md asks for would hold. */
const mounted = {
  'directory-bind-password': 'hunter2\n',
  'api-keys.json': '{"keys":[]}',
  'directory-ca.pem': rootCertificates[0] ?? ''
}

t.test('every variable is known, and no secret is among them', async t => {
  const known = Object.entries(variables).map(([name, variable]) =>
    'isSecret' in variable ? `${name}_FILE` : name
  )
  const used = [...Object.keys(config), ...container.env.map(({ name }) => name)]
  t.strictSame(
    used.filter(name => !known.includes(name)),
    []
  )
})

t.test('the service takes the configuration', async t => {
  const folder = t.testdir(mounted)
  const paths = container.env.map(({ name, value }) => [name, join(folder, basename(value))])
  const { directory } = readConfig({ ...config, ...Object.fromEntries(paths) })
  t.equal(directory.urls.length, 2)
  t.equal(directory.bindPassword, 'hunter2')
})

t.test(
  'every file that a variable names is below a mount, and every mount has a volume',
  async t => {
    const mounts = container.volumeMounts
    for (const { name, value } of container.env) {
      t.ok(
        mounts.some(({ mountPath }) => value.startsWith(`${mountPath}/`)),
        name
      )
    }
    t.strictSame(names(mounts), names(pod.volumes))
    const claim = pod.volumes.find(({ name }) => name === 'data')?.persistentVolumeClaim
    t.equal(claim?.claimName, claimName)
  }
)

t.test('the probes ask paths that there are, on the port that the service listens on', async t => {
  const { paths } = JSON.parse(await readFile(join(root, 'openapi/openapi.json'), 'utf8'))
  const { startupProbe, livenessProbe, readinessProbe } = container
  for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
    t.ok(paths[httpGet.path]?.get, httpGet.path)
    t.equal(httpGet.port, 'http')
  }
  t.equal(livenessProbe.httpGet.path, '/health/live', 'a server that is down restarts nobody')
  t.strictSame(container.ports, [{ name: 'http', containerPort: 8080 }])
  t.equal(service.ports[0]?.targetPort, 'http')
  t.equal(policy.ingress[0]?.ports[0]?.port, 'http')
})

t.test('service and policy choose the pod', async t => {
  t.strictSame(service.selector, podLabels)
  t.strictSame(policy.podSelector, { matchLabels: podLabels })
  t.strictSame(container.envFrom, [{ configMapRef: { name: 'relink' } }])
})

t.test('the pod keeps to the Pod Security Standard "restricted"', async t => {
  t.match(pod.securityContext, {
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' }
  })
  t.strictSame(container.securityContext, {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] }
  })
  t.strictSame(Object.keys(container.resources.limits), ['cpu', 'memory'])
})

t.test('kustomize is told of every file and of this version', async t => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  t.strictSame([...kustomization.resources, 'kustomization.yaml'].toSorted(), [...files].toSorted())
  t.strictSame(kustomization.images, [{ name: 'relink', newTag: version }])
})

function names(all: readonly { readonly name: string }[]): readonly string[] {
  return all.map(({ name }) => name).toSorted()
}
