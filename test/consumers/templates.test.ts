/** What the tools of Vue and Svelte say of a template that has our tags. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation } from './project.js';

let installation: Installation;

beforeAll(() => {
  installation = new Installation({
    typescript: '5.9.3', // the tools stand on its compiler's functions, which the native one does not have
    vue: '3.5.45',
    'vue-tsc': '3.3.14',
    svelte: '5.57.3',
    'svelte-check': '4.7.8',
  });
});

afterAll(() => installation.remove());

const compilerOptions = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2023', 'dom', 'dom.iterable'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

/** Tags as they are meant, and each fault by itself. */
const frameworks = {
  vue: {
    check: ['vue-tsc', '--noEmit', '--pretty', 'false'],
    file: 'App.vue',
    settings: { vueCompilerOptions: { strictTemplates: true } },
    program: (tags: string) => `<script setup lang="ts">
import 'mobilenet-explorer/vue';
const wide: boolean = true;
</script>
<template>
<div>
${tags}
</div>
</template>\n`,
    right: `<net-explorer url-state :no-table="wide" width="0.75" class="wide" />
<net-graph detail="blocks" measure="none" @net-select="(event) => event.path.length" />`,
    wrong: {
      'a value that the attribute does not have': [`<net-graph detail="nope" />`, /"nope"/],
      'an attribute that the tag does not have': [`<net-graph urlState />`, /urlState/],
      'a tag that there is not': [`<net-grahp />`, /net-grahp|NetGrahp/],
      'a field that the event does not have': [`<net-graph @net-select="(event) => event.node" />`, /node/],
    },
  },
  svelte: {
    check: ['svelte-check', '--output', 'machine', '--tsconfig', './tsconfig.json'],
    file: 'App.svelte',
    settings: {},
    program: (tags: string) => `<script lang="ts">
import 'mobilenet-explorer/svelte';
const wide: boolean = true;
</script>
${tags}\n`,
    right: `<net-explorer url-state no-table={wide} width="0.75" class="wide"></net-explorer>
<net-graph detail="blocks" measure="none" onnet-select={(event) => event.path.length}></net-graph>`,
    wrong: {
      'a value that the attribute does not have': [`<net-graph detail="nope"></net-graph>`, /\\?"nope\\?"/],
      'an attribute that the tag does not have': [`<net-graph url-state></net-graph>`, /url-state/],
      'a field that the event does not have': [
        `<net-graph onnet-select={(event) => event.node}></net-graph>`,
        /'node'/,
      ],
    },
  },
} as const;

for (const [name, { check, file, settings, program, right, wrong }] of Object.entries(frameworks))
  describe(`the tags in templates of ${name}`, () => {
    /** What its tool says, and whether it lets the program pass. */
    function checked(folder: string, tags: string): { passes: boolean; says: string } {
      const config = JSON.stringify({ compilerOptions, ...settings, include: [file] });
      const project = installation.make(`${name}-${folder}`, { [file]: program(tags), 'tsconfig.json': config });
      const [tool, ...args] = check;
      const { status, stdout, stderr } = spawnSync(installation.tool(tool), args, { cwd: project, encoding: 'utf8' });
      return { passes: status === 0, says: stdout + stderr };
    }

    it('pass where they are used as they are meant', () => {
      const { passes, says } = checked('right', right);
      expect(passes, says).to.equal(true);
    });

    for (const [fault, [tags, message]] of Object.entries(wrong))
      it(`do not pass with ${fault}, which is named`, () => {
        const { passes, says } = checked(fault.replaceAll(' ', '-'), tags);
        expect(passes).to.equal(false);
        expect(says).to.match(message);
      });
  });
