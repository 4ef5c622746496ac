package io.replaymq.remote.wire;

/** Decodes the fields of a frame that is legal here and now. */
@FunctionalInterface
interface FrameReader {
    Frame read(FrameType type, WireReader in);
}
