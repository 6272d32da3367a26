/**
 * How much an option or a file may ask for. Each limit lies far beyond what networks need; behind it a page would freeze or
 * run out of memory without a word.
 */

/** The most rows, repeats, channels, … of a block table: far beyond any network, and still drawn at once. */
export const BLOCK_TABLE = { rows: 24, repeats: 32, channels: 4096, expansion: 32, stride: 4 } as const;

/** Pixels along one side of an image: what networks see at most, and sliders reach. */
export const LARGEST_SIDE = 2048;

/** Outputs of a classifier: more than any list of classes has. */
export const MOST_CLASSES = 100_000;

/** Values in one tensor that is computed, or in all weights together: 1 GiB as float32, more than most backends can hold. */
export const MOST_ELEMENTS = 2 ** 28;

/** Values that follow from constants of a file, which does not store them: weights are stored. */
export const MOST_FOLDED = 2 ** 24;

/** Equal values that a file asks for instead of storing weights: the largest layer of VGG-19 has three quarters of them. */
export const MOST_FILLED = 2 ** 27;

/** A few numbers, such as axes, sizes and limits, that a file gives as a tensor. */
export const MOST_NUMBERS = 10_000;

/** Tables, lists and their elements that are looked at in one file: each of the largest network's is read once. */
export const MOST_READS = 5_000_000;

/** Multiply–accumulates of one run: minutes on WebGPU and half an hour on a processor; no published network needs as many. */
export const MOST_MACS = 2 ** 40;

/** Layers of a model in a file, each use counted: twenty times those of the deepest one that Keras has; read in a second. */
export const MOST_LAYERS = 20_000;

/** Operations that these become: a layer is one or a few, a sum of many tensors one less than there are. */
export const MOST_NODES = 2 * MOST_LAYERS;

/** Operations that a page draws: without groups each is a line of its own, and more take seconds. */
export const MOST_DRAWN = 5000;

/** Tensors that a weights file lists: a hundred times those of the largest network here. */
export const MOST_TENSORS = 50_000;

/** Bytes of a topology, and of a list of tensors, which are read whole: what the other limits allow takes half of it. */
export const LONGEST_TEXT = 2 ** 25;

/** Bytes of one file: what promises to be larger is something else. */
export const LARGEST_FILE = 1_000_000_000;

/** Objects and lists inside each other in JSON: deeper than any header or topology, and no danger to the call stack. */
export const DEEPEST_JSON = 100;

/** Models inside models: deeper than anybody builds them. */
export const DEEPEST_MODEL = 16;

/** Words of a layer's name that groups are sought in: a name of more names no place any more. */
export const MOST_WORDS = 16;

/** Signs of the name of a layer or a tensor: all parts of its path, and none that only fills a page. */
export const LONGEST_NAME = 512;

/** Seeds of random weights are 32 bits wide. */
export const LARGEST_SEED = 2 ** 32 - 1;

/** Signs of a foreign value, of a foreign name, and of a whole message: what a reader reads. */
export const EXCERPT = { value: 60, name: 120, message: 1000 } as const;
