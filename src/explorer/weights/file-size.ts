/**
 * Bytes of memory that a byte of a model takes at most while it is read: itself, its numbers as they are stored, and as the
 * engine has them. VGG-11 as ONNX, 531 MB, took 4.1 (Node's resident set).
 */
export const MEMORY_OF_A_FILE = 4;
