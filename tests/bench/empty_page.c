// The least a page of Emscripten's that draws can be: a WebGL 2 context as large as the window, cleared once.
#include <GLES3/gl3.h>
#include <emscripten.h>
#include <emscripten/html5.h>

int main(void) {
  EM_ASM({
    const canvas = document.getElementById('canvas');
    canvas.width = Math.round(innerWidth * devicePixelRatio);
    canvas.height = Math.round(innerHeight * devicePixelRatio);
  });
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  emscripten_webgl_make_context_current(emscripten_webgl_create_context("#canvas", &attributes));
  glClearColor(0.9f, 0.9f, 0.9f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  EM_ASM({ document.getElementById('loading').remove(); });
  return 0;
}
