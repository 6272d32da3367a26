import vue from '@vitejs/plugin-vue';

/** Vue has to be told which tags are elements of the page. @param {string} tag */
const isCustomElement = (tag) => tag.startsWith('net-');

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
