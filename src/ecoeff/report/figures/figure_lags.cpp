#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"
#include "ecoeff/report/focus.hpp"

namespace ecoeff {
namespace {

constexpr double kLeft = 52;
constexpr double kTop = 30;
constexpr double kPlotHeight = 190;
constexpr double kGap = 36;

struct Step {
  int lag = 0;  // negative: a lead
  std::string name;
  double coefficient = kMissing;
  double low = kMissing;
  double high = kMissing;
  double p = kMissing;
};

struct Course {
  const FocusEstimate* column = nullptr;
  std::vector<Step> steps;
};

// "L2.x" of "x" is 2, "F.x" is -1, "x" is 0; nothing for other names.
std::optional<int> lag_of(const std::string& name, const std::string& variable) {
  if (name == variable) return 0;
  if (name.size() < variable.size() + 2 || !name.ends_with("." + variable)) return std::nullopt;
  const std::string operation = name.substr(0, name.size() - variable.size() - 1);
  if (operation[0] != 'L' && operation[0] != 'F') return std::nullopt;
  int steps = 1;
  if (operation.size() > 1) {
    const char* end = operation.data() + operation.size();
    if (std::from_chars(operation.data() + 1, end, steps).ptr != end) return std::nullopt;
  }
  return operation[0] == 'L' ? steps : -steps;
}

// "x" of "L2.x".
std::string base_variable(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos || (name[0] != 'L' && name[0] != 'F')) return name;
  const bool digits = std::all_of(name.begin() + 1, name.begin() + static_cast<std::ptrdiff_t>(dot),
                                  [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
  return digits ? name.substr(dot + 1) : name;
}

std::vector<Course> courses_of(const std::vector<FocusEstimate>& all) {
  std::vector<Course> courses;
  for (const FocusEstimate& one : all) {
    if (!one.column->estimate || one.focus != one.column->focus) continue;
    const Estimate& estimate = *one.column->estimate;
    const std::string variable = base_variable(one.column->focus);
    Course course{.column = &one};
    for (const std::string& name : estimate.names) {
      const std::optional<int> lag = lag_of(name, variable);
      if (!lag) continue;
      const auto [low, high] = estimate.interval(name);
      course.steps.push_back({*lag, name, estimate.coefficient(name), low, high, estimate.p(name)});
    }
    if (course.steps.size() < 2) continue;
    std::sort(course.steps.begin(), course.steps.end(), [](const Step& a, const Step& b) { return a.lag < b.lag; });
    courses.push_back(std::move(course));
  }
  return courses;
}

std::string step_label(int lag, bool zh) {
  if (lag == 0) return zh ? "当期" : "same period";
  if (zh) return fmt::format("{} {} 期", lag > 0 ? "滞后" : "提前", std::abs(lag));
  return fmt::format("{0} period{2} {1}", std::abs(lag), lag > 0 ? "later" : "before", std::abs(lag) == 1 ? "" : "s");
}

// "t+1": where the words do not fit.
std::string short_label(int lag) { return lag == 0 ? "t" : fmt::format("t{}{}", lag > 0 ? "+" : "−", std::abs(lag)); }

struct CourseBox {
  double left, top, width, plot_height;
  bool narrow = false;
};

void draw_steps(svg::Drawing& drawing, const StudyResult& result, const Course& course, const Scale& y, double left,
                double width) {
  const bool zh = drawing.language() == Language::zh;
  const double slot = width / static_cast<double>(course.steps.size());
  svg::Points middle;
  bool words_fit = true;
  for (std::size_t i = 0; i < course.steps.size(); ++i) {
    middle.emplace_back(left + (static_cast<double>(i) + 0.5) * slot, y(course.steps[i].coefficient));
    words_fit = words_fit && svg::text_width(step_label(course.steps[i].lag, zh), 11) <= slot - 4;
  }
  drawing.path(middle, {.color = group_color(0), .width = 1, .dash = "3 4"});
  for (std::size_t i = 0; i < course.steps.size(); ++i) {
    const Step& step = course.steps[i];
    const double x = middle[i].first;
    const bool significant = step.p < weakest_level(result);
    const std::string_view color = significant ? group_color(0) : std::string_view{"#6b6b6b"};
    drawing.line(x, y(step.low), x, y(step.high), {.color = color, .width = 1.8});
    drawing.circle(x, y(step.coefficient), 4, significant ? color : std::string_view{"#ffffff"},
                   {.color = color, .width = 1.6},
                   fmt::format("{}: {} [{}, {}]", step.name, format_estimate(result, step.coefficient),
                               format_estimate(result, step.low), format_estimate(result, step.high)));
    const std::string words = step_label(step.lag, zh);
    drawing.text(x, y.from + 18, svg::fit_text(words_fit ? words : short_label(step.lag), slot - 2, 11),
                 {.size = 11, .anchor = svg::Anchor::middle, .full = words});
  }
}

void draw_course(svg::Drawing& drawing, const StudyResult& result, const Course& course, const CourseBox& box) {
  const bool zh = drawing.language() == Language::zh;
  const FocusEstimate& one = *course.column;
  const char* pattern = zh ? "表 {} 列（{}）{}" : box.narrow ? "Table {} ({}) {}" : "Table {} column ({}) {}";
  const std::string heading =
      fmt::format(fmt::runtime(pattern), one.table->number, one.number, one.label.in(drawing.language()));
  const double size = box.narrow ? 11 : 12.5;
  drawing.text(box.left, box.top + 13, svg::fit_text(heading, box.width, size, true),
               {.size = size, .fill = svg::kInk, .bold = true, .full = heading});
  double low = 0;
  double high = 0;
  for (const Step& step : course.steps) {
    low = std::min(low, step.low);
    high = std::max(high, step.high);
  }
  const Ticks ticks = round_ticks(low, high, box.plot_height < kPlotHeight ? 3 : 5);
  const double plot_top = box.top + kTop;
  const Scale y{ticks.values.front(), ticks.values.back(), plot_top + box.plot_height, plot_top};
  draw_value_axis(drawing, ticks, y, box.left + kLeft, box.left + box.width);
  drawing.line(box.left + kLeft, y(0), box.left + box.width, y(0), {.color = svg::kQuiet, .width = 1.2});
  draw_steps(drawing, result, course, y, box.left + kLeft, box.width - kLeft);
}

// So many beside each other that all stay on a page.
std::size_t columns_of(std::size_t courses, bool narrow) {
  if (narrow) return courses > 4 ? 2 : 1;
  return courses > 12 ? 4 : courses > 6 ? 3 : courses > 1 ? 2 : 1;
}

std::string draw(const StudyResult& result, const std::vector<Course>& courses, const FigurePage& page,
                 Language language) {
  const bool zh = language == Language::zh;
  const std::string focus = name_of(result, base_variable(result.study.model->focus)).in(language);
  svg::Drawing drawing =
      start_drawing(page, language, zh ? focus + "各期系数" : "Coefficients of " + focus + " over leads and lags");
  const std::size_t columns = columns_of(courses.size(), page.narrow);
  const double gap = page.narrow ? 12 : kGap;
  const double width = (page.width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  const double plot_height = page.narrow || columns > 2 ? 120 : kPlotHeight;
  const double height = kTop + plot_height + 46;
  for (std::size_t c = 0; c < courses.size(); ++c) {
    draw_course(drawing, result, courses[c],
                {static_cast<double>(c % columns) * (width + gap), static_cast<double>(c / columns) * height, width,
                 plot_height, page.narrow});
  }
  const std::size_t rows = (courses.size() + columns - 1) / columns;
  return drawing.finish(static_cast<double>(rows) * height - 14);
}

// Of every column whose model holds leads or lags of its focus: the coefficients in the order of time with their 95 %
// intervals. Nothing when there is no such column.
std::optional<Figure> figure_lags(const StudyResult& result, const FigurePage& page) {
  const std::vector<FocusEstimate> all = focus_estimates(result);
  const std::vector<Course> courses = courses_of(all);
  if (courses.empty()) return std::nullopt;
  const Text focus = name_of(result, base_variable(result.study.model->focus));
  Figure figure;
  figure.title = {fmt::format("Coefficients of {} over leads and lags", focus.en), fmt::format("{}各期系数", focus.zh)};
  const std::string level = format_fixed(100 * weakest_level(result), 0);
  figure.how_to_read = {
      fmt::format("From left to right: the association with the outcome of the same period, then of later ones; leads, "
                  "where the model has them, stand before. Bars are 95 % intervals; hollow dots are not significant "
                  "at the {} % level. Leads that differ from zero speak against reading the lags as consequences.",
                  level),
      fmt::format("自左至右依次为当期及滞后各期的系数，模型含提前项时列于其前。竖线为 95% 置信区间，空心点在 {}% "
                  "水平上不显著；提前项若异于零，则滞后项不宜解读为其后果。",
                  level)};
  figure.svg = {draw(result, courses, page, Language::en), draw(result, courses, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kLags{
    .id = "lags",
    .part = FigurePart::models,
    .of = figure_lags,
    .title = {"Leads and lags", "各期系数"},
    .shows = {"leads and lags of the focus, where a model has them", "核心变量的提前与滞后项（模型含有时）"},
    .needs = {"a column with leads or lags of its focus", "某列含核心变量的提前项或滞后项"}};

}  // namespace ecoeff
