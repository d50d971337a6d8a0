import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/** What of the manifests is held against the service. */
export interface Manifests {
  readonly kustomization: { resources: string[]; images: { name: string; newTag: string }[] }
  readonly files: readonly string[]
  readonly config: Readonly<Record<string, string>>
  readonly pod: Pod
  readonly service: { selector: object; ports: { targetPort: string }[] }
  readonly policy: { podSelector: object; ingress: { ports: { port: string }[] }[] }
  readonly podLabels: object
  readonly claimName: string
}

interface Pod {
  securityContext: { runAsNonRoot: boolean; runAsUser: number; seccompProfile: { type: string } }
  containers: [Container]
  volumes: { name: string; persistentVolumeClaim?: { claimName: string } }[]
}

interface Container {
  envFrom: { configMapRef: { name: string } }[]
  env: { name: string; value: string }[]
  ports: { name: string; containerPort: number }[]
  startupProbe: Probe
  livenessProbe: Probe
  readinessProbe: Probe
  securityContext: object
  resources: { requests: object; limits: object }
  volumeMounts: { name: string; mountPath: string }[]
}

interface Probe {
  httpGet: { path: string; port: string }
}

const folder = join(import.meta.dirname, '../../k8s/base')

export async function readManifests(): Promise<Manifests> {
  const deployment = await read<{ spec: { template: { metadata: Meta; spec: Pod } } }>('deployment')
  const { template } = deployment.spec
  return {
    kustomization: await read<Manifests['kustomization']>('kustomization'),
    files: await readdir(folder),
    config: (await read<{ data: Manifests['config'] }>('config')).data,
    pod: template.spec,
    service: (await read<{ spec: Manifests['service'] }>('service')).spec,
    policy: (await read<{ spec: Manifests['policy'] }>('network-policy')).spec,
    podLabels: template.metadata.labels,
    claimName: (await read<{ metadata: Meta }>('volume')).metadata.name
  }
}

interface Meta {
  readonly name: string
  readonly labels: object
}

async function read<Shape>(name: string): Promise<Shape> {
  return parse(await readFile(join(folder, `${name}.yaml`), 'utf8'))
}
