#include "import/content.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "document/fields.hpp"
#include "intake/limits.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"

namespace touchstone::importing {
namespace {

struct NamedStage {
  std::string_view name;
  StageWords words;
};

constexpr std::array<NamedStage, 30> k_stage_names = {{
    {"awareness", {Phase::pre_purchase, StageRole::marketing}},
    {"aware", {Phase::pre_purchase, StageRole::marketing}},
    {"discovery", {Phase::pre_purchase, StageRole::marketing}},
    {"discover", {Phase::pre_purchase, StageRole::marketing}},
    {"marketing", {Phase::pre_purchase, StageRole::marketing}},
    {"consideration", {Phase::pre_purchase, StageRole::sales}},
    {"consider", {Phase::pre_purchase, StageRole::sales}},
    {"evaluation", {Phase::pre_purchase, StageRole::sales}},
    {"pre purchase", {Phase::pre_purchase, std::nullopt}},
    {"sales", {Phase::purchase, StageRole::sales}},
    {"decision", {Phase::purchase, StageRole::sales}},
    {"purchase", {Phase::purchase, StageRole::sales}},
    {"buy", {Phase::purchase, StageRole::sales}},
    {"checkout", {Phase::purchase, StageRole::sales}},
    {"onboarding", {Phase::post_purchase, StageRole::onboarding}},
    {"get started", {Phase::post_purchase, StageRole::onboarding}},
    {"use", {Phase::post_purchase, StageRole::use}},
    {"usage", {Phase::post_purchase, StageRole::use}},
    {"service", {Phase::post_purchase, StageRole::support}},
    {"support", {Phase::post_purchase, StageRole::support}},
    {"get help", {Phase::post_purchase, StageRole::support}},
    {"billing", {Phase::post_purchase, StageRole::billing}},
    {"refund", {Phase::post_purchase, StageRole::refund}},
    {"returns", {Phase::post_purchase, StageRole::refund}},
    {"renewal", {Phase::post_purchase, StageRole::renewal}},
    {"retention", {Phase::post_purchase, StageRole::renewal}},
    {"post purchase", {Phase::post_purchase, std::nullopt}},
    {"advocacy", {Phase::advocacy, StageRole::advocacy}},
    {"loyalty", {Phase::advocacy, StageRole::advocacy}},
    {"recommend", {Phase::advocacy, StageRole::advocacy}},
}};

struct NamedChannel {
  std::string_view name;
  ChannelWords words;
};

constexpr std::array<NamedChannel, 34> k_channel_names = {{
    {"web", {ChannelKind::digital, false}},         {"website", {ChannelKind::digital, false}},
    {"online", {ChannelKind::digital, false}},      {"desktop", {ChannelKind::digital, false}},
    {"portal", {ChannelKind::digital, false}},      {"email", {ChannelKind::digital, false}},
    {"e mail", {ChannelKind::digital, false}},      {"newsletter", {ChannelKind::digital, false}},
    {"social", {ChannelKind::digital, false}},      {"social media", {ChannelKind::digital, false}},
    {"chatbot", {ChannelKind::digital, false}},     {"api", {ChannelKind::digital, false}},
    {"web form", {ChannelKind::digital, false}},    {"web widget", {ChannelKind::digital, false}},
    {"help center", {ChannelKind::digital, false}}, {"app", {ChannelKind::digital, true}},
    {"mobile app", {ChannelKind::digital, true}},   {"mobile", {ChannelKind::digital, true}},
    {"mobile web", {ChannelKind::digital, true}},   {"sms", {ChannelKind::digital, true}},
    {"phone", {ChannelKind::human, false}},         {"call", {ChannelKind::human, false}},
    {"voice", {ChannelKind::human, false}},         {"telephone", {ChannelKind::human, false}},
    {"call centre", {ChannelKind::human, false}},   {"call center", {ChannelKind::human, false}},
    {"live chat", {ChannelKind::human, false}},     {"chat", {ChannelKind::human, false}},
    {"meeting", {ChannelKind::human, false}},       {"store", {ChannelKind::physical, false}},
    {"shop", {ChannelKind::physical, false}},       {"branch", {ChannelKind::physical, false}},
    {"letter", {ChannelKind::physical, false}},     {"in person", {ChannelKind::physical, false}},
}};

// The element of this name, added with an id of its own if there is none yet.
template <class T>
T& named(std::vector<T>& list, std::unordered_map<std::string, std::size_t>& places,
         std::string_view name) {
  const auto [found, added] = places.try_emplace(name_key(name), list.size());
  if (!added) return list[found->second];
  T& element = list.emplace_back();
  element.id.text = std::to_string(list.size());
  element.name = tables::trimmed(name);
  return element;
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  for (const char c : tables::trimmed(name)) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (blank && key.ends_with(' ')) continue;
    key += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return key;
}

std::string file_stem(std::string_view file_name) {
  const std::size_t slash = file_name.find_last_of("/\\");
  if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
  const std::size_t point = file_name.rfind('.');
  if (point != std::string_view::npos && point > 0) file_name = file_name.substr(0, point);
  return std::string(tables::trimmed(file_name));
}

StageId ContentBuilder::stage(std::string_view name) {
  const std::size_t before = content_.audit.stages.size();
  Stage& stage = named(content_.audit.stages, stages_, name);
  if (content_.audit.stages.size() == before) return stage.id;
  // Touchpoints and stages share the ids that accepted gaps name: keep them apart.
  stage.id.text.insert(0, "stage-");
  if (const auto words = stage_words(name)) {
    stage.phase = words->phase;
    stage.role = words->role;
    rule("Stages with usual names (Awareness, Onboarding, Support, ...) get their phase and role.");
  }
  return stage.id;
}

ChannelId ContentBuilder::channel(std::string_view name, bool mobile) {
  const std::size_t before = content_.audit.channels.size();
  Channel& channel = named(content_.audit.channels, channels_, name);
  if (content_.audit.channels.size() == before) return channel.id;
  channel.mobile = mobile;
  if (mobile) channel.kind = ChannelKind::digital;
  if (const auto words = channel_words(name)) {
    channel.kind = words->kind;
    channel.mobile = mobile || words->mobile;
    rule(
        "Channels with usual names (Website, App, Phone, Shop, ...) become digital, human or "
        "physical; apps and text messages count as mobile.");
  }
  return channel.id;
}

OwnerId ContentBuilder::team(std::string_view name) {
  return named(content_.audit.teams, teams_, name).id;
}

PersonaId ContentBuilder::persona(std::string_view name) {
  return named(content_.audit.personas, personas_, name).id;
}

RaterId ContentBuilder::rater(std::string_view name) {
  return named(content_.audit.raters, raters_, name).id;
}

Touchpoint& ContentBuilder::touchpoint(std::string_view name, std::string_view stage_name,
                                       std::string_view channel_name) {
  const std::string key =
      concat(name_key(name), "\n", name_key(stage_name), "\n", name_key(channel_name));
  std::vector<Touchpoint>& list = content_.audit.touchpoints;
  const auto [found, added] = touchpoints_.try_emplace(key, list.size());
  if (!added) return list[found->second];
  Touchpoint touchpoint;
  touchpoint.id.text = concat("touchpoint-", std::to_string(list.size() + 1));
  touchpoint.name = tables::trimmed(name);
  if (!stage_name.empty()) touchpoint.stage = stage(stage_name);
  if (!channel_name.empty()) touchpoint.channel = channel(channel_name);
  list.push_back(std::move(touchpoint));
  return list.back();
}

void ContentBuilder::seen(std::optional<Date> date) {
  if (!date) return;
  if (!content_.first || *date < *content_.first) content_.first = date;
  if (!content_.newest || *content_.newest < *date) content_.newest = date;
}

void ContentBuilder::rule(std::string_view sentence) {
  std::vector<std::string>& rules = content_.rules;
  if (std::find(rules.begin(), rules.end(), sentence) == rules.end()) rules.emplace_back(sentence);
}

bool ContentBuilder::is_too_much(std::size_t touchpoints) {
  for_each_list([&](const auto& list) {
    const std::size_t size = (content_.audit.*list.member).size();
    using T = typename std::decay_t<decltype(list)>::Element;
    const std::size_t more = std::is_same_v<T, Touchpoint> ? touchpoints : 0;
    if (size + more <= most_elements(list.key) || !content_.refusal.empty()) return;
    content_.refusal =
        concat("The file has more than ", in_groups(std::to_string(most_elements(list.key))), " ",
               list.key,
               ", which is as many as an audit takes. Split it, or check what its columns are "
               "taken for.");
  });
  return !content_.refusal.empty();
}

std::optional<StageWords> stage_words(std::string_view name) {
  const std::string words = tables::plain_words(name);
  for (const NamedStage& row : k_stage_names)
    if (row.name == words) return row.words;
  return std::nullopt;
}

std::optional<ChannelWords> channel_words(std::string_view name) {
  const std::string words = tables::plain_words(name);
  for (const NamedChannel& row : k_channel_names)
    if (row.name == words) return row.words;
  return std::nullopt;
}

}  // namespace touchstone::importing
