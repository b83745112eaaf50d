// Draws the program's triangle lists with WebGL2. The context is ours alone, so no state is saved or
// read back; after a lost context everything is made anew and the program sends its textures again.
touchstone.gpu = (() => {
  const VERTEX = `#version 300 es
uniform vec4 screen;
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 at;
layout(location = 2) in vec4 colour;
out vec2 uv;
out vec4 tint;
void main() {
  uv = at;
  tint = colour;
  gl_Position = vec4(place * screen.xy + screen.zw, 0.0, 1.0);
}`;
  const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D picture;
in vec2 uv;
in vec4 tint;
out vec4 result;
void main() { result = tint * texture(picture, uv); }`;
  const VERTEX_BYTES = 20;

  const MISSING =
    'Touchstone draws with WebGL 2, which this browser does not offer here. It may be switched off: look for “hardware acceleration” or “WebGL” in the browser’s settings, or use another browser.';

  let canvas;
  let gl = null;
  let program;
  let uniform;
  let vertices;
  let indices;
  let lost = false;
  let textures = new Map();
  let nextTexture = 1;

  const shader = (type, source) => {
    const s = gl.createShader(type);
    gl.shaderSource(s, source);
    gl.compileShader(s);
    return s;
  };

  const prepare = () => {
    program = gl.createProgram();
    gl.attachShader(program, shader(gl.VERTEX_SHADER, VERTEX));
    gl.attachShader(program, shader(gl.FRAGMENT_SHADER, FRAGMENT));
    gl.linkProgram(program);
    gl.useProgram(program);
    uniform = null; // asked for when it is needed: by then the program is linked, and nobody waits for it
    vertices = gl.createBuffer();
    indices = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, vertices);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices);
    gl.enableVertexAttribArray(0);
    gl.enableVertexAttribArray(1);
    gl.enableVertexAttribArray(2);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, VERTEX_BYTES, 0);
    gl.vertexAttribPointer(1, 2, gl.FLOAT, false, VERTEX_BYTES, 8);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, VERTEX_BYTES, 16);
    gl.enable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.enable(gl.SCISSOR_TEST);
    textures = new Map();
  };

  const draw_list = (words, at, height) => {
    const vertexAt = words[at];
    const indexAt = words[at + 2];
    gl.bufferData(gl.ARRAY_BUFFER, HEAPU8.subarray(vertexAt, vertexAt + words[at + 1]), gl.STREAM_DRAW);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, HEAPU8.subarray(indexAt, indexAt + words[at + 3]), gl.STREAM_DRAW);
    const count = words[at + 4];
    at += 5;
    for (let i = 0; i < count; i += 1, at += 7) {
      const x = words[at];
      const y = words[at + 1];
      const w = words[at + 2];
      const h = words[at + 3];
      gl.scissor(x, height - y - h, w, h);
      gl.bindTexture(gl.TEXTURE_2D, textures.get(words[at + 4]) || null);
      gl.drawElements(gl.TRIANGLES, words[at + 5], gl.UNSIGNED_INT, words[at + 6] * 4);
    }
    return at;
  };

  // With the first picture: until then the browser itself is drawing, and each answer would be waited for.
  const start = () => {
    canvas = document.getElementById('canvas');
    // Of its final size at once: a context that is resized makes all its pictures anew.
    canvas.width = Math.round(innerWidth * devicePixelRatio);
    canvas.height = Math.round(innerHeight * devicePixelRatio);
    gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
    if (!gl) throw Object.assign(new Error(MISSING), { plain: true });
    prepare();
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      lost = true;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      lost = false;
      prepare();
      _ts_context_restored();
    });
  };

  return {
    // words: width, height, lists; each list as draw_list reads it.
    draw(pointer) {
      if (lost) return;
      const words = HEAP32.subarray(pointer >> 2);
      const width = words[0];
      const height = words[1];
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      gl.viewport(0, 0, width, height);
      uniform ??= gl.getUniformLocation(program, 'screen');
      gl.uniform4f(uniform, 2 / width, -2 / height, -1, 1);
      let at = 3;
      for (let i = 0; i < words[2]; i += 1) at = draw_list(words, at, height);
    },
    createTexture(width, height, pixels) {
      if (!gl) start();
      if (lost) return 0;
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
      gl.texImage2D(
        gl.TEXTURE_2D,
        0,
        gl.RGBA,
        width,
        height,
        0,
        gl.RGBA,
        gl.UNSIGNED_BYTE,
        HEAPU8.subarray(pixels, pixels + width * height * 4),
      );
      const id = nextTexture;
      nextTexture += 1;
      textures.set(id, texture);
      return id;
    },
    updateTexture(id, width, x, y, w, h, pixels) {
      if (lost || !textures.has(id)) return;
      gl.bindTexture(gl.TEXTURE_2D, textures.get(id));
      gl.pixelStorei(gl.UNPACK_ROW_LENGTH, width);
      const start = pixels + (y * width + x) * 4;
      gl.texSubImage2D(
        gl.TEXTURE_2D,
        0,
        x,
        y,
        w,
        h,
        gl.RGBA,
        gl.UNSIGNED_BYTE,
        HEAPU8.subarray(start, start + ((h - 1) * width + w) * 4),
      );
      gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
    },
    destroyTexture(id) {
      const texture = textures.get(id);
      if (texture && !lost) gl.deleteTexture(texture);
      textures.delete(id);
    },
  };
})();
