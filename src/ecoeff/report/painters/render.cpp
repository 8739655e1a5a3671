#include "ecoeff/report/painters/render.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <zlib.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "ecoeff/base/error.hpp"

#if defined(__SANITIZE_ADDRESS__)
// Caches of these libraries live until the process ends; the leak sanitizer takes them for ours.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libcairo\nleak:libpango\nleak:librsvg\nleak:libglib\nleak:libgobject\n";
}
// Without this, the list of what was passed over goes to standard error, which --quiet keeps empty.
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif

namespace ecoeff {
namespace {

constexpr double kPixelsPerInch = 96;  // of CSS
constexpr double kPointsPerPixel = 72 / kPixelsPerInch;

struct Unref {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcCharSet* characters) const { FcCharSetDestroy(characters); }
  void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

[[noreturn]] void fail(const std::string& why) {
  throw Error(Fault::internal, "R120",
              {"a figure could not be drawn as PDF or PNG: " + why, "图无法输出为 PDF 或 PNG：" + why});
}

void check(GError* error) {
  if (error == nullptr) return;
  const std::string why = error->message;
  g_error_free(error);
  fail(why);
}

struct Picture {
  Owned<RsvgHandle> handle;
  double width = 0;  // CSS pixels
  double height = 0;
};

Picture open(std::string_view svg) {
  GError* error = nullptr;
  Picture picture;
  picture.handle.reset(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), static_cast<gsize>(svg.size()), &error));
  check(error);
  rsvg_handle_set_dpi(picture.handle.get(), kPixelsPerInch);
  if (!rsvg_handle_get_intrinsic_size_in_pixels(picture.handle.get(), &picture.width, &picture.height) ||
      picture.width < 1 || picture.height < 1)
    fail("it has no size");
  return picture;
}

void paint(const Picture& picture, cairo_surface_t* surface, double width, double height, bool white) {
  const Owned<cairo_t> context(cairo_create(surface));
  if (white) {
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
  }
  GError* error = nullptr;
  const RsvgRectangle page{0, 0, width, height};
  rsvg_handle_render_document(picture.handle.get(), context.get(), &page, &error);
  check(error);
  if (const auto status = cairo_status(context.get()); status != CAIRO_STATUS_SUCCESS)
    fail(cairo_status_to_string(status));
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

void append_word(std::string& to, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) to += static_cast<char>((value >> shift) & 0xFFU);
}

void append_chunk(std::string& to, const char* kind, const std::string& bytes) {
  append_word(to, static_cast<std::uint32_t>(bytes.size()));
  const std::string body = kind + bytes;
  to += body;
  append_word(to, static_cast<std::uint32_t>(
                      crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

// Text in UTF-8 under a keyword, not compressed.
void append_words(std::string& to, const std::string& keyword, const std::string& text) {
  if (!text.empty()) append_chunk(to, "iTXt", keyword + std::string(5, '\0') + text);
}

// Scan lines of red, green, blue, each after its filter byte: what differs from the line above (filter 2, "up"), since
// drawings repeat downwards.
std::string scan_lines(const unsigned char* pixels, int width, int height, int stride) {
  const auto row_bytes = static_cast<std::size_t>(width) * 3;
  std::string lines((row_bytes + 1) * static_cast<std::size_t>(height), '\0');
  std::vector<unsigned char> above(row_bytes, 0);
  char* to = lines.data();
  for (int y = 0; y < height; ++y) {
    const auto* source = reinterpret_cast<const std::uint32_t*>(pixels + static_cast<std::ptrdiff_t>(y) * stride);
    *to++ = '\2';
    unsigned char* last = above.data();
    for (int x = 0; x < width; ++x) {
      for (const int shift : {16, 8, 0}) {
        const auto value = static_cast<unsigned char>(source[x] >> shift);
        *to++ = static_cast<char>(value - *last);
        *last++ = value;
      }
    }
  }
  return lines;
}

// PNG (ISO/IEC 15948): cairo's own writer spends most of its time choosing filters.
std::string encode_png(cairo_surface_t* surface, int width, int height, double dots_per_inch, const PictureInfo& info) {
  const std::string lines =
      scan_lines(cairo_image_surface_get_data(surface), width, height, cairo_image_surface_get_stride(surface));
  uLongf size = compressBound(static_cast<uLong>(lines.size()));
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(lines.data()),
                static_cast<uLong>(lines.size()), 1) != Z_OK)
    fail("no memory");
  packed.resize(size);
  std::string head;
  append_word(head, static_cast<std::uint32_t>(width));
  append_word(head, static_cast<std::uint32_t>(height));
  head += std::string("\x08\x02\x00\x00\x00", 5);  // 8 bits, red green blue, no interlace
  std::string dots;
  const auto per_metre = static_cast<std::uint32_t>(std::lround(dots_per_inch / 0.0254));
  append_word(dots, per_metre);
  append_word(dots, per_metre);
  dots += '\1';
  std::string png("\x89PNG\r\n\x1A\n");
  append_chunk(png, "IHDR", head);
  append_chunk(png, "pHYs", dots);
  append_words(png, "Title", info.title);
  append_words(png, "Comment", info.made_from);
  append_chunk(png, "IDAT", packed);
  append_chunk(png, "IEND", {});
  return png;
}

}  // namespace

std::string svg_to_pdf(std::string_view svg, const PictureInfo& info) {
  const Picture picture = open(svg);
  const double width = picture.width * kPointsPerPixel;
  const double height = picture.height * kPointsPerPixel;
  std::string pdf;
  const Owned<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(append, &pdf, width, height));
  const auto say = [&](cairo_pdf_metadata_t what, const char* text) {
    cairo_pdf_surface_set_metadata(surface.get(), what, text);
  };
  say(CAIRO_PDF_METADATA_TITLE, info.title.c_str());
  say(CAIRO_PDF_METADATA_SUBJECT, info.made_from.c_str());
  say(CAIRO_PDF_METADATA_CREATOR, "ecoeff");
  say(CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  paint(picture, surface.get(), width, height, false);
  cairo_surface_finish(surface.get());
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
    fail(cairo_status_to_string(status));
  return pdf;
}

Bitmap svg_to_png(std::string_view svg, const PictureInfo& info, double dots_per_inch) {
  const Picture picture = open(svg);
  const double scale = dots_per_inch / kPixelsPerInch;
  Bitmap bitmap;
  bitmap.width = static_cast<int>(std::lround(picture.width * scale));
  bitmap.height = static_cast<int>(std::lround(picture.height * scale));
  const Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, bitmap.width, bitmap.height));
  paint(picture, surface.get(), bitmap.width, bitmap.height, true);
  cairo_surface_flush(surface.get());
  bitmap.png = encode_png(surface.get(), bitmap.width, bitmap.height, dots_per_inch, info);
  return bitmap;
}

Notes chinese_font_notes() {
  const Owned<FcCharSet> characters(FcCharSetCreate());
  for (const FcChar32 one : {0x4E2DU, 0x56FDU, 0x6548U}) FcCharSetAddChar(characters.get(), one);
  const Owned<FcPattern> pattern(FcPatternCreate());
  FcPatternAddCharSet(pattern.get(), FC_CHARSET, characters.get());
  const Owned<FcObjectSet> objects(FcObjectSetBuild(FC_FAMILY, static_cast<char*>(nullptr)));
  const Owned<FcFontSet> fonts(FcFontList(nullptr, pattern.get(), objects.get()));
  if (fonts && fonts->nfont > 0) return {};
  return {{Severity::warning,
           "R121",
           {"no installed font has Chinese characters: the figures in PDF, PNG and Word show boxes in their place; "
            "install fonts-noto-cjk",
            "系统中没有中文字体：PDF、PNG 与 Word 中的图会以方框代替汉字；请安装 fonts-noto-cjk"},
           {}}};
}

}  // namespace ecoeff
