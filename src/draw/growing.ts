const FIRST = 1024;

/** Numbers, 8 bytes each, as many as come. */
export class GrowingNumbers {
  private room = new Float64Array(FIRST);
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.room.length) {
      const wider = new Float64Array(this.room.length * 2);
      wider.set(this.room);
      this.room = wider;
    }
    this.room[this.count] = value;
    this.count += 1;
  }

  /** A view, true until the next `push`. */
  get values(): Float64Array {
    return this.room.subarray(0, this.count);
  }
}

/** Bytes, as many as come. */
export class GrowingBytes {
  private room = new Uint8Array(32 * FIRST);
  private count = 0;

  push(bytes: Uint8Array): void {
    if (this.count + bytes.length > this.room.length) {
      const wider = new Uint8Array(this.room.length * 2);
      wider.set(this.room);
      this.room = wider;
    }
    this.room.set(bytes, this.count);
    this.count += bytes.length;
  }

  slice(from: number, to: number): Uint8Array {
    return this.room.subarray(from, to);
  }
}
