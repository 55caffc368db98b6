import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { readdirSync } from 'node:fs';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const onlyTheHost = {
  group: ['@tauri-apps/*'],
  message: 'Only src/host knows which program is around the page.',
};

// A feature may use api, components, lib and text, never another feature: what two of them need
// belongs to one of those.
const features = readdirSync(new URL('./src/features', import.meta.url));
const separateFeatures = features.map((feature) => ({
  files: [`src/features/${feature}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          onlyTheHost,
          ...features
            .filter((other) => other !== feature)
            .map((other) => ({
              group: [`**/${other}/*`, `**/features/${other}/**`],
              message: 'A feature never imports another feature.',
            })),
        ],
      },
    ],
  },
}));

export default ts.config(
  { ignores: ['dist', 'dist-http', 'src/api/commands.gen.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.js', '.svelte'],
      'import-x/ignore': ['node_modules', '\\.svelte$'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.js', '.svelte', '.d.ts'] }),
      ],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-duplicates': 'error',
      // TypeScript already knows whether a name exists.
      'no-undef': 'off',
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: [onlyTheHost] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/components/**', 'src/lib/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [onlyTheHost] }],
      // The shapes of what is shown may be named here; nothing may be asked for.
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/features/**', '**/api', '**/api/*', '!**/api/commands.gen'],
              message: 'Knows no api, no feature.',
            },
            {
              group: ['**/api/commands.gen'],
              allowTypeImports: true,
              message: 'Knows the shapes of the api, and nothing else of it.',
            },
          ],
        },
      ],
    },
  },
  ...separateFeatures,
  { files: ['src/host/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    // Plain maps and sets are used where nothing on screen depends on them.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
);
