/** The element at an index the caller knows to exist: the engine's loops stay inside their own arrays. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  return list[index] as T;
}
