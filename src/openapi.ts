import { mkdir, writeFile } from 'node:fs/promises'
import { describeApi } from './http/describe-api.ts'

// npm run openapi: writes the contract from the routes; a test fails when it drifts.
const folder = new URL('../openapi/', import.meta.url)
const { json, yaml } = await describeApi()
await mkdir(folder, { recursive: true })
await writeFile(new URL('openapi.json', folder), json)
await writeFile(new URL('openapi.yaml', folder), yaml)
